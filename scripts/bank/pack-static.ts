/**
 * What the build has made for browsers, packed once as small as it gets: beside each file that is worth it one that ends
 * in `.br`, which the web server sends to whoever can unpack it. Packing at every request would be slower and larger.
 */
import { existsSync, readdirSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants } from 'node:zlib'

const brotli = promisify(brotliCompress)

/** Pictures and fonts are packed already; what fits into one packet gains nothing. */
const WORTH_PACKING = /\.(js|css|svg)$/
const SMALLEST = 1_024

export const packStatic = async (folder: string): Promise<void> => {
  if (!existsSync(folder)) return
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  await Promise.all(
    names
      .filter((name) => WORTH_PACKING.test(name))
      .map(async (name) => {
        const content = await readFile(join(folder, name))
        if (content.length < SMALLEST) return
        const packed = await brotli(content, {
          params: {
            [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
            [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
          },
        })
        await writeFile(join(folder, `${name}.br`), packed)
      }),
  )
}
