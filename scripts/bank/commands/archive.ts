/** `archive`: months that are closed and old, moved to compressed files, looked after, and brought back. */
import { join } from 'node:path'
import { type Command, InvalidArgumentError } from 'commander'
import {
  archiveMonths,
  type CheckedArchive,
  restoreMonths,
  verifyArchives,
} from '../../../server/event-store/archive/archive.ts'
import { type Archive, listArchives } from '../../../server/event-store/archive/archived.ts'
import { readHead } from '../../../server/event-store/read.ts'
import { dataDir } from '../../root.mjs'
import { Sentence } from '../../sentence.mjs'
import type { Open, OpenBank } from '../open-bank.ts'
import { columnsOf } from '../output.ts'
import { wholeNumber } from './arguments.ts'

type RunOptions = { readonly olderThan: number; readonly dir: string }
type RestoreOptions = { readonly from?: string }

const A_YEAR = 12
/** Receipts are kept for 30 days, and an erasure looks in the log for whose they are. */
const LEAST_MONTHS = 2

export const registerArchive = (program: Command, open: Open): void => {
  const archive = program.command('archive').description('closed months in compressed files')
  archive
    .command('list')
    .description('the months that are in files')
    .action(() => open(list))
  archive
    .command('run')
    .description('moves the months that are old enough')
    .option(
      '--older-than <months>',
      'whole months that stay in the database',
      wholeNumber(LEAST_MONTHS, 1_200),
      A_YEAR,
    )
    .option('--dir <folder>', 'where the files are to lie', join(dataDir, 'archive'))
    .action((options: RunOptions) => open((bank) => run(bank, options)))
  archive
    .command('verify')
    .description('reads every file, and holds it against the seals')
    .action(() => open(verify))
  archive
    .command('restore')
    .description('brings archived months back into the database')
    .option('--from <month>', 'only this month and those after it, such as 2025-01', month)
    .action((options: RestoreOptions) => open((bank) => restore(bank, options)))
}

const month = (text: string): string => {
  if (/^\d{4}-(0[1-9]|1[0-2])$/.test(text)) return text
  throw new InvalidArgumentError('It must be a year and a month, such as 2025-01.')
}

const list = async ({ sql, output }: OpenBank): Promise<void> =>
  show(output, await listArchives(sql), 'No month is archived.')

const run = async (
  { env, sql, output, progress, signal }: OpenBank,
  { olderThan, dir }: RunOptions,
): Promise<void> => {
  const bar = progress('Archiving', await readHead(sql))
  try {
    const moved = await archiveMonths(sql, {
      directory: dir,
      olderThanMonths: olderThan,
      timeZone: env.BANK_TIME_ZONE || 'UTC',
      now: new Date(),
      signal,
      onProgress: (events) => bar.reach(events),
    })
    bar.end()
    await show(output, moved, 'No month is old enough.')
  } finally {
    bar.end()
  }
}

const restore = async (
  { sql, output, progress, signal }: OpenBank,
  { from }: RestoreOptions,
): Promise<void> => {
  const last = (await listArchives(sql)).at(-1)
  const bar = progress('Restoring', last?.to ?? 0)
  try {
    const restored = await restoreMonths(sql, {
      month: from,
      signal,
      onProgress: (events) => bar.reach(events),
    })
    bar.end()
    await show(output, restored, 'No such month is archived.')
  } finally {
    bar.end()
  }
}

const verify = async ({ sql, output, progress, signal }: OpenBank): Promise<void> => {
  const last = (await listArchives(sql)).at(-1)
  const bar = progress('Verifying', last?.to ?? 0)
  try {
    const checked = await verifyArchives(sql, { signal, onProgress: (events) => bar.reach(events) })
    bar.end()
    await show(output, checked, 'No month is archived.')
    if (checked.some(({ damage }) => damage !== null)) throw new Sentence('Not every file can be used.')
  } finally {
    bar.end()
  }
}

const show = (
  output: OpenBank['output'],
  archives: readonly (Archive & Partial<CheckedArchive>)[],
  none: string,
): Promise<void> =>
  output.value(
    archives.map(({ frames, ...archive }) => ({
      ...archive,
      bytes: frames.reduce((sum, { length }) => sum + length, 0),
    })),
    () =>
      archives.length === 0
        ? none
        : columnsOf(
            archives.map(({ month, from, to, path, damage }) => [
              month,
              `events ${from} to ${to}`,
              path,
              damage === null ? 'whole' : (damage ?? ''),
            ]),
          ),
  )
