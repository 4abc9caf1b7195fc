/**
 * A month in a file: JSON Lines of its events in canonical form, compressed in pieces that can be read one by one.
 * `zstd -dc` makes text of the whole. Each piece has its hash, so whatever is read is what was written or is refused.
 */
import { createHash, hash } from 'node:crypto'
import { open } from 'node:fs/promises'
import { promisify } from 'node:util'
import { zstdCompress, zstdDecompress } from 'node:zlib'
import { LRUCache } from 'lru-cache'

const compress = promisify(zstdCompress)
const decompress = promisify(zstdDecompress)

/** One compressed piece of a file. */
export type Frame = {
  readonly from: number
  readonly to: number
  /** Of its last event, ISO 8601. */
  readonly lastAt: string
  /** In bytes, from the file's beginning. */
  readonly offset: number
  readonly length: number
  /** Of the compressed bytes, in hex. */
  readonly sha256: string
}

export type ArchiveFile = { readonly path: string; readonly frames: readonly Frame[] }

/** So many events make a piece. */
export const EVENTS_PER_FRAME = 1_000

/** The file is missing, or is not what was written. */
export class DamagedArchive extends Error {
  override name = 'DamagedArchive'
  readonly path: string
  constructor(path: string, reason: string) {
    super(`The archive ${path} cannot be used: ${reason}`)
    this.path = path
  }
}

/** Writes a file, pieces as they come, and makes sure that it is on the disk. */
export const writeFrames = async (
  path: string,
  pieces: AsyncIterable<Pick<Frame, 'from' | 'to' | 'lastAt'> & { readonly lines: readonly string[] }>,
): Promise<{ frames: Frame[]; sha256: string; bytes: number }> => {
  const file = await open(path, 'w')
  try {
    const whole = createHash('sha256')
    const frames: Frame[] = []
    let offset = 0
    for await (const { from, to, lastAt, lines } of pieces) {
      const bytes = await compress(`${lines.join('\n')}\n`)
      // Unlike `write` it goes on when the disk takes only a part.
      await file.appendFile(bytes)
      whole.update(bytes)
      frames.push({ from, to, lastAt, offset, length: bytes.length, sha256: hash('sha256', bytes) })
      offset += bytes.length
    }
    await file.sync()
    return { frames, sha256: whole.digest('hex'), bytes: offset }
  } finally {
    await file.close()
  }
}

/** The pieces that were read last, as lines. */
const remembered = new LRUCache<string, Promise<readonly string[]>>({ max: 32 })

/** The lines of one piece. Throws {@link DamagedArchive}. */
export const readFrame = ({ path, frames }: ArchiveFile, index: number): Promise<readonly string[]> => {
  const frame = frames[index]!
  const key = `${frame.sha256} ${path}`
  let lines = remembered.get(key)
  if (!lines) {
    lines = readFresh(path, frame)
    lines.catch(() => remembered.delete(key))
    remembered.set(key, lines)
  }
  return lines
}

/** {@link readFrame}, from the disk as it is now. */
export const readFresh = async (path: string, frame: Frame): Promise<readonly string[]> => {
  const bytes = await bytesOf(path, frame)
  if (hash('sha256', bytes) !== frame.sha256)
    throw new DamagedArchive(path, `events ${frame.from} to ${frame.to} are not what was written`)
  return (await decompress(bytes)).toString().trimEnd().split('\n')
}

const bytesOf = async (path: string, { offset, length, from, to }: Frame): Promise<Buffer> => {
  const file = await open(path).catch((error: Error) => {
    throw new DamagedArchive(path, error.message)
  })
  try {
    const bytes = Buffer.alloc(length)
    const { bytesRead } = await file.read(bytes, 0, length, offset)
    if (bytesRead < length) throw new DamagedArchive(path, `it ends before events ${from} to ${to} do`)
    return bytes
  } finally {
    await file.close()
  }
}
