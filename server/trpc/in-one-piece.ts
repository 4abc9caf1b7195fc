/**
 * Headers, body and end of an answer leave in one piece, which saves every answer a system call. One that is larger than
 * the buffer leaves as it comes: whoever writes it waits until there is room again, and corked there never would be.
 */
import type { ServerResponse } from 'node:http'

export const inOnePiece = (response: ServerResponse): void => {
  response.cork()
  const write = response.write.bind(response) as (...given: unknown[]) => boolean
  response.write = (...given: unknown[]) => {
    if (write(...given)) return true
    response.uncork()
    // It may have left at once: then nobody will say so again.
    return !response.writableNeedDrain
  }
}
