/** `snapshots`: which there are, and taking them by hand. */
import type { Command } from 'commander'
import { wireValues } from '../../../server/domain/wire.ts'
import { sweepSnapshots, takeSnapshot } from '../../../server/event-store/snapshot-sweep.ts'
import { listSnapshots, saveSnapshots } from '../../../server/event-store/snapshots.ts'
import type { Open, OpenBank } from '../open-bank.ts'
import { columnsOf } from '../output.ts'
import { streamId, wholeNumber } from './arguments.ts'
import { lastPositionOf } from './stream-end.ts'

const PAGE = 200

export const registerSnapshots = (program: Command, open: Open): void => {
  const snapshots = program.command('snapshots').description('states kept so that loads need not replay all')
  snapshots
    .command('list')
    .description('which there are, by stream')
    .option('--limit <count>', 'how many at most', wholeNumber(1), 1_000)
    .action((options: { readonly limit: number }) => open((bank) => list(bank, options)))
  snapshots
    .command('take')
    .description("takes a stream's snapshot now")
    .argument('<streamId>', 'such as BankAccount-0196…', streamId)
    .action((id: string) => open((bank) => take(bank, id)))
  snapshots
    .command('sweep')
    .description('takes those that are due, as the worker does every few minutes')
    .action(() => open(sweep))
}

const list = async ({ sql, output, signal }: OpenBank, { limit }: { readonly limit: number }) => {
  let after = ''
  for (let left = limit; left > 0 && !signal.aborted; ) {
    const asked = Math.min(PAGE, left)
    const entries = await listSnapshots(sql, { after, limit: asked })
    if (after === '' && entries.length === 0) return output.none('There are no snapshots.')
    for (const entry of entries)
      await output.line(entry, () =>
        [
          entry.streamId,
          `at ${entry.streamPosition}`,
          `${entry.eventsSince} events since`,
          `state version ${entry.schemaVersion}`,
          entry.takenAt,
        ].join('  '),
      )
    if (entries.length < asked) return
    left -= asked
    after = entries.at(-1)?.streamId ?? ''
  }
}

const take = async ({ sql, output, progress, signal }: OpenBank, id: string) => {
  const bar = progress('Folding', await lastPositionOf(sql, id))
  try {
    const snapshot = await takeSnapshot(sql, id, signal, (reached) => bar.reach(reached))
    await saveSnapshots(sql, [snapshot])
    bar.end()
    const state = wireValues(snapshot.state as object)
    await output.value({ streamId: id, streamPosition: snapshot.streamPosition, state }, () =>
      columnsOf([
        ['stream', id],
        ['position', String(snapshot.streamPosition)],
        ['state', JSON.stringify(state)],
      ]),
    )
  } finally {
    bar.end()
  }
}

const sweep = async ({ sql, output, progress, signal }: OpenBank) => {
  let bar: ReturnType<typeof progress> | undefined
  try {
    const result = await sweepSnapshots(sql, {
      signal,
      onProgress: (position, head) => {
        bar ??= progress('Sweeping', head)
        bar.reach(position, `position ${position} of ${head}`)
      },
    })
    bar?.end()
    await output.value(result, () =>
      [
        `${result.taken} snapshots taken; the log is swept up to position ${result.position}.`,
        ...(result.failed > 0 ? [`${result.failed} streams could not be read; the log above says why.`] : []),
      ].join('\n'),
    )
  } finally {
    bar?.end()
  }
}
