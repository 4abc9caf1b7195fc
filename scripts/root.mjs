/** The folders that everything here speaks of. */
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = resolve(fileURLToPath(import.meta.url), '../..')
/** The bank's own folder. Another one, by PASSBOOK_DATA_DIR, is another bank. */
export const dataDir = resolve(root, process.env.PASSBOOK_DATA_DIR || '.data')
export const logsDir = join(dataDir, 'logs')
/** One file per running part of the bank, and locks. */
export const runDir = join(dataDir, 'run')
