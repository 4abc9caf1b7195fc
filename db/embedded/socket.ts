/** The embedded server's socket in the file system, over which a short statement takes half the time that TCP takes. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** The address with the socket in this folder, as libpq writes it, if there is one that can be used from here. */
export const bySocket = (address: string, folder: string): string => {
  const socket = join(folder, `.s.PGSQL.${new URL(address).port}`)
  const isUsable = Buffer.byteLength(socket) < LONGEST_PATH && existsSync(socket)
  return isUsable ? `${address}?host=${encodeURIComponent(folder)}` : address
}

/** In bytes: macOS takes 103, Linux 107. */
const LONGEST_PATH = 104
