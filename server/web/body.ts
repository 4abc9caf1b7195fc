/** Reading a request's body whole, up to a limit. */
import type { IncomingMessage } from 'node:http'

export const MAX_BODY_BYTES = 1024 * 1024

export class BodyTooLarge extends Error {
  override name = 'BodyTooLarge'
}

/** The client went away before it had sent all it announced. */
export class BodyIncomplete extends Error {
  override name = 'BodyIncomplete'
}

/** The body as text. Throws {@link BodyTooLarge} as soon as that is certain, without waiting for the rest. */
export const readBody = (request: IncomingMessage, maxBytes = MAX_BODY_BYTES): Promise<string> =>
  new Promise((resolve, reject) => {
    if (Number(request.headers['content-length'] ?? 0) > maxBytes) {
      reject(new BodyTooLarge())
      return
    }
    const chunks: Buffer[] = []
    let size = 0
    request.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size > maxBytes) {
        request.pause()
        reject(new BodyTooLarge())
      } else chunks.push(chunk)
    })
    request.once('end', () => {
      request.off('close', onClose)
      resolve(chunks.length === 1 ? chunks[0]!.toString() : Buffer.concat(chunks).toString())
    })
    const onClose = () => reject(new BodyIncomplete())
    request.once('close', onClose)
    // What can go wrong on the way is that the connection breaks.
    request.once('error', (cause) => reject(new BodyIncomplete('The body ended before its time', { cause })))
  })
