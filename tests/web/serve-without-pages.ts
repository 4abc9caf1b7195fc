/** The web process without Next.js: an entry point for tests of the process itself, which need no build then. */
import { runWebProcess } from '../../server/web/process.ts'

await runWebProcess(async () => ({
  handle: async (_request, response) => {
    response.end('A page')
  },
  stop: async () => undefined,
}))
