/** Files that are there after a power cut: their content, and their names, which a disk keeps apart. */
import { randomUUID } from 'node:crypto'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** The names of the files in it are on the disk. */
export const syncFolder = async (path: string): Promise<void> => {
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

/** With all the folders above it that are missing. `path` is absolute. */
export const makeFolder = async (path: string): Promise<void> => {
  const topmost = await mkdir(path, { recursive: true })
  if (topmost === undefined) return
  for (let made = path; made.length >= topmost.length; made = dirname(made)) await syncFolder(dirname(made))
}

/** Under another name until all of it is on the disk. The name itself is the folder's to keep. */
export const writeWhole = async (path: string, text: string): Promise<void> => {
  const unfinished = join(dirname(path), `${randomUUID()}.unfinished`)
  try {
    const file = await open(unfinished, 'w')
    try {
      await file.writeFile(text)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(unfinished, path)
  } catch (error) {
    await rm(unfinished, { force: true })
    throw error
  }
}
