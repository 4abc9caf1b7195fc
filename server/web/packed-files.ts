/**
 * The scripts and styles of the pages as the build has packed them (`scripts/bank/pack-static.ts`), from memory. A name
 * has its content's hash in it: whoever has a file never asks for it again.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { extname, join, sep } from 'node:path'

/** By the path that a browser asks for. */
export type PackedFiles = ReadonlyMap<string, Buffer>

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'application/javascript; charset=UTF-8',
  '.css': 'text/css; charset=UTF-8',
  '.svg': 'image/svg+xml',
}

export const readPackedFiles = (distFolder: string): PackedFiles => {
  const folder = join(distFolder, 'static')
  if (!existsSync(folder)) return new Map()
  return new Map(
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.br') && extname(name.slice(0, -3)) in TYPES)
      .map((name) => [
        `/_next/static/${name.slice(0, -3).split(sep).join('/')}`,
        readFileSync(join(folder, name)),
      ]),
  )
}

/** False when there is no such file, or the browser cannot unpack it: then it is sent as it is. */
export const sendPacked = (
  files: PackedFiles,
  request: IncomingMessage,
  response: ServerResponse,
): boolean => {
  const path = request.url?.split('?', 1)[0] ?? ''
  const content = files.get(path)
  if (!content || !takesBrotli(request.headers['accept-encoding'])) return false
  response.writeHead(200, {
    'Content-Type': TYPES[extname(path)],
    'Content-Encoding': 'br',
    'Content-Length': content.length,
    'Cache-Control': 'public, max-age=31536000, immutable',
    Vary: 'Accept-Encoding',
  })
  response.end(request.method === 'HEAD' ? undefined : content)
  return true
}

const takesBrotli = (accepted: string | string[] | undefined): boolean =>
  String(accepted ?? '')
    .split(',')
    .some((one) => /^\s*br\s*(;\s*q=(?!0(\.0*)?\s*$).*)?$/i.test(one))
