/** The web process as it is, without pages: so that a benchmark needs no build of them. */
import { runWebProcess } from '../server/web/process.ts'

await runWebProcess(async () => ({
  handle: async (_request, response) => {
    response.writeHead(404).end()
  },
  stop: async () => undefined,
}))
