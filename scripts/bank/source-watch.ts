/** Calls back once after a burst of changes to the server's sources. */
import { watch } from 'node:fs'
import { join } from 'node:path'
import { root } from '../root.mjs'

const BURST_MS = 150

export const restartOnChanges = (folders: readonly string[], restart: () => void): (() => void) => {
  let timer: NodeJS.Timeout | undefined
  const watchers = folders.map((folder) =>
    watch(join(root, folder), { recursive: true }, (_event, name) => {
      if (!name?.endsWith('.ts')) return
      clearTimeout(timer)
      timer = setTimeout(restart, BURST_MS)
    }),
  )
  return () => {
    clearTimeout(timer)
    for (const watcher of watchers) watcher.close()
  }
}
