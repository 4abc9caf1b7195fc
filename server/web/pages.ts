/** Everything that is not the API: Next.js as a custom server, from its production build or, in development, live. */

import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { readPackedFiles, sendPacked } from './packed-files.ts'

export type Pages = {
  readonly handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>
  readonly stop: () => Promise<void>
}

export type PagesOptions = {
  readonly development: boolean
  /** Where the build stands, from the project's folder. */
  readonly distDir: string
  readonly port: number
  /** For the dev server's own web socket, over which it reloads pages. */
  readonly server: Server
}

const PROJECT = join(import.meta.dirname, '../..')

export const startPages = async ({ development, distDir, port, server }: PagesOptions): Promise<Pages> => {
  // Next.js and React look at these while they are being loaded.
  Object.assign(process.env, {
    NODE_ENV: development ? 'development' : 'production',
    NEXT_TELEMETRY_DISABLED: '1',
  })
  // Loaded only now, so that everything else is up while this large module is being read.
  const { default: next } = await import('next')
  const app = next({ dev: development, dir: PROJECT, port, httpServer: server, quiet: !development })
  await app.prepare()
  const handleByNext = app.getRequestHandler()
  const packed = development ? new Map() : readPackedFiles(join(PROJECT, distDir))
  return {
    handle: async (request, response) => {
      if (!sendPacked(packed, request, response)) await handleByNext(request, response)
    },
    stop: () => app.close(),
  }
}
