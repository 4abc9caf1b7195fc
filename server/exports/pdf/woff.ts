/**
 * A WOFF 1.0 font as the TrueType font in it. The library that embeds fonts reads WOFF too, but unpacks a whole table for
 * every letter that it looks up.
 */
import { inflateSync } from 'node:zlib'

const WOFF_HEADER = 44
const WOFF_ENTRY = 20
const SFNT_HEADER = 12
const SFNT_ENTRY = 16

export const unwrapWoff = (woff: Buffer): Buffer => {
  const count = woff.readUInt16BE(12)
  const power = 2 ** Math.floor(Math.log2(count))
  const directory = Buffer.alloc(SFNT_HEADER + count * SFNT_ENTRY)
  woff.copy(directory, 0, 4, 8)
  directory.writeUInt16BE(count, 4)
  directory.writeUInt16BE(power * 16, 6)
  directory.writeUInt16BE(Math.log2(power), 8)
  directory.writeUInt16BE((count - power) * 16, 10)

  const tables: Buffer[] = []
  let offset = directory.length
  for (let n = 0; n < count; n += 1) {
    const entry = WOFF_HEADER + n * WOFF_ENTRY
    const at = woff.readUInt32BE(entry + 4)
    const packedLength = woff.readUInt32BE(entry + 8)
    const length = woff.readUInt32BE(entry + 12)
    const packed = woff.subarray(at, at + packedLength)
    const table = packedLength < length ? inflateSync(packed) : packed

    const to = SFNT_HEADER + n * SFNT_ENTRY
    // Name and checksum stay as they are.
    woff.copy(directory, to, entry, entry + 4)
    woff.copy(directory, to + 4, entry + 16, entry + 20)
    directory.writeUInt32BE(offset, to + 8)
    directory.writeUInt32BE(length, to + 12)
    const padding = (4 - (length % 4)) % 4
    tables.push(table, Buffer.alloc(padding))
    offset += length + padding
  }
  return Buffer.concat([directory, ...tables])
}
