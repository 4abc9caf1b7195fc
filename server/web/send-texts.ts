/** An answer that is written as fast as it is taken: the next text is made when the client has taken the last one. */
import type { ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { log } from '../log.ts'

/** Ends the answer; bytes go out as they are. Never throws: what goes wrong on the way is logged, and cuts the answer off. */
export const sendTexts = async (
  response: ServerResponse,
  texts: AsyncIterable<string | Uint8Array>,
  correlationId: string,
): Promise<void> => {
  try {
    await pipeline(Readable.from(texts, { highWaterMark: 1 }), response)
  } catch (err) {
    // Cut off without an end, so that nobody takes what has arrived for all of it.
    response.destroy()
    if (!isClientGone(err)) log.error({ err, correlationId }, 'a streamed answer failed')
  }
}

/** While it was written, or before it was begun. */
const GONE: readonly unknown[] = ['ERR_STREAM_PREMATURE_CLOSE', 'ERR_STREAM_UNABLE_TO_PIPE']

const isClientGone = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && GONE.includes(error.code)
