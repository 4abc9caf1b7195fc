/** `projections`: how far the read models are, rebuilding them beside the live ones, and verifying them. */
import { setTimeout as delay } from 'node:timers/promises'
import { type Command, InvalidArgumentError } from 'commander'
import { readEntries } from '../../../server/event-store/read.ts'
import { workerConnected } from '../../../server/read-models/health.ts'
import { pauseProjectors, resumeProjectors } from '../../../server/read-models/pause.ts'
import { attemptRebuild } from '../../../server/read-models/rebuild/attempt.ts'
import { KeyIsParked, rebuildKey } from '../../../server/read-models/rebuild/one-key.ts'
import {
  cancelRebuilds,
  newestRebuilds,
  type Rebuild,
  readRebuilds,
  requestRebuilds,
} from '../../../server/read-models/rebuild/requests.ts'
import { type ProjectionStatus, projectionStatus } from '../../../server/read-models/rebuild/status.ts'
import type { Purpose } from '../../../server/read-models/rebuild/table.ts'
import { projectors } from '../../../server/read-models/registry.ts'
import { Sentence } from '../../sentence.mjs'
import type { Open, OpenBank } from '../open-bank.ts'
import { columnsOf } from '../output.ts'

const uuid = (text: string): string => {
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)) return text
  throw new InvalidArgumentError('It must be a UUID.')
}

const OPERATOR = 'operator'
const LOOK_EVERY_MS = 200

type RebuildOptions = { readonly all?: true; readonly key?: string }

const projectorName = (text: string, earlier: readonly string[] = []): string[] => {
  if (projectors.some(({ name }) => name === text)) return [...earlier, text]
  throw new InvalidArgumentError(`It must be one of ${projectors.map(({ name }) => name).join(', ')}.`)
}

export const registerProjections = (program: Command, open: Open): void => {
  const topic = program.command('projections').description('the read models')
  topic
    .command('status')
    .description('how far each is, and its newest rebuild')
    .action(() => open(status))
  topic
    .command('rebuild')
    .description('fold the log anew beside the live rows, then take their place')
    .argument('[names...]', 'which read models', projectorName)
    .option('--all', 'all of them at once')
    .option('--key <id>', 'only the rows of this account, transfer or customer, at once', uuid)
    .action((names: string[] = [], { all, key }: RebuildOptions, command: Command) => {
      if (names.length === 0 && !all && key === undefined)
        command.error('error: name the read models to rebuild, or say --all')
      return open((bank) =>
        key === undefined ? rebuild(bank, wanted(names)) : rebuildOneKey(bank, wanted(names), key),
      )
    })
  topic
    .command('verify')
    .description('compare the live rows with the log; exit code 1 when they differ')
    .argument('[names...]', 'which read models; all when left out', projectorName)
    .action((names: string[] | undefined) => open((bank) => verify(bank, wanted(names))))
  topic
    .command('cancel')
    .description('give up what is being rebuilt or verified')
    .argument('[names...]', 'which read models; all when left out', projectorName)
    .action((names: string[] | undefined) => open((bank) => cancel(bank, wanted(names))))
  topic
    .command('pause')
    .description('have them stand still, over every restart, until they are resumed')
    .argument('<names...>', 'which read models', projectorName)
    .action((names: string[]) => open((bank) => pause(bank, names)))
  topic
    .command('resume')
    .description('have them go on')
    .argument('<names...>', 'which read models', projectorName)
    .action((names: string[]) => open((bank) => resume(bank, names)))
}

const pause = async ({ sql, output }: OpenBank, names: readonly string[]) => {
  const paused = await pauseProjectors(sql, names, { by: OPERATOR })
  await output.value(paused, () =>
    paused.map(({ projector, position }) => `${projector} is paused at position ${position}.`).join('\n'),
  )
}

const resume = async ({ sql, output }: OpenBank, names: readonly string[]) => {
  const resumed = await resumeProjectors(sql, names)
  await output.value(resumed, () =>
    resumed.map(({ projector, position }) => `${projector} goes on from position ${position}.`).join('\n'),
  )
}

/** All when none is named. */
const wanted = (names: readonly string[] = []) =>
  names.length > 0 ? projectors.filter(({ name }) => names.includes(name)) : projectors
type Wanted = ReturnType<typeof wanted>

const status = async ({ sql, output }: OpenBank) => {
  const answer = await projectionStatus(sql)
  await output.value(answer, () =>
    columnsOf([['read model', 'position', 'lag', 'state'], ...answer.data.map(statusLine)]),
  )
}

const statusLine = ({ name, position, lag, pausedAt, rebuild }: ProjectionStatus): string[] => [
  name,
  String(position),
  String(lag),
  [pausedAt ? `paused since ${pausedAt}` : '', rebuild ? described(rebuild) : ''].filter(Boolean).join('; '),
]

const described = (rebuild: Rebuild): string => {
  const what = rebuild.purpose === 'replace' ? 'rebuild' : 'verification'
  if (rebuild.status !== 'running')
    return `${what} ${rebuild.status}${rebuild.error ? `: ${rebuild.error}` : ''}`
  return [`${what} ${rebuild.phase}`, progressText(rebuild), rebuild.error].filter(Boolean).join(', ')
}

const progressText = ({ position, head, eventsPerSecond, secondsLeft }: Rebuild): string =>
  [
    `${position.toLocaleString('en')} of ${head.toLocaleString('en')} events`,
    eventsPerSecond > 0 ? `${eventsPerSecond.toLocaleString('en')}/s` : '',
    secondsLeft !== null && position < head ? `${secondsLeft} s left` : '',
  ]
    .filter(Boolean)
    .join(', ')

const rebuild = async (bank: OpenBank, chosen: Wanted) => {
  const done = await seeThrough(bank, chosen, 'replace')
  await bank.output.value(done, () =>
    done.map((one) => `${one.projector} is rebuilt, at position ${one.position}.`).join('\n'),
  )
}

const rebuildOneKey = async ({ sql, output }: OpenBank, chosen: Wanted, key: string) => {
  const rebuilt = await rebuildKey(sql, chosen, key).catch((error: unknown) => {
    throw error instanceof KeyIsParked ? new Sentence(`${error.message}.`) : error
  })
  if (rebuilt.length === 0) throw new Sentence(`None of these read models has rows by the key ${key}.`)
  await output.value(rebuilt, () =>
    rebuilt
      .map(
        ({ projector, rows, events, position }) =>
          `${projector}: ${rows} ${rows === 1 ? 'row' : 'rows'} from ${events} events, at position ${position}.`,
      )
      .join('\n'),
  )
}

const verify = async (bank: OpenBank, chosen: Wanted) => {
  const done = await seeThrough(bank, chosen, 'verify')
  await bank.output.value(done, () => done.map(verdict).join('\n'))
  const wrong = done.filter(({ comparison }) => comparison?.first)
  if (wrong.length > 0)
    throw new Sentence(`Not as the log says: ${wrong.map(({ projector }) => projector).join(', ')}.`)
}

const verdict = ({ projector, comparison }: Rebuild): string => {
  const { position, tables, first } = comparison!
  const rows = tables.reduce((sum, { expectedRows }) => sum + expectedRows, 0)
  if (!first) return `${projector}: all ${rows.toLocaleString('en')} rows are as the log says at ${position}.`
  const differences = tables.reduce((sum, table) => sum + table.differences, 0)
  const where = `${first.table} ${first.key}${first.column ? `, ${first.column}` : ''}`
  const values = `stands ${first.live ?? 'nothing'}, should stand ${first.expected ?? 'nothing'}`
  return `${projector}: ${differences.toLocaleString('en')} rows differ at ${position}; first ${where} (${first.kind}): ${values}`
}

/**
 * Asks for it, or joins what is under way, and watches it to its end. The worker does the work; when there is none, it
 * is done here. Ctrl-C ends the watching only: what a worker does goes on, and what was done here is gone on with by the
 * next worker, or by the same command.
 */
const seeThrough = async (bank: OpenBank, chosen: Wanted, purpose: Purpose): Promise<Rebuild[]> => {
  const { sql, signal } = bank
  const rebuilds = await askOrJoin(bank, chosen, purpose)
  const carrying = (await workerConnected(sql)) ? [] : carryHere(bank, rebuilds)
  const bars = new Map(
    rebuilds.map(({ id, projector, head }) => [id, bank.progress(projector, head)] as const),
  )
  try {
    for (;;) {
      const now = await readRebuilds(
        sql,
        rebuilds.map(({ id }) => id),
      )
      for (const one of now) bars.get(one.id)?.reach(one.position, `${one.phase}, ${progressText(one)}`)
      if (signal.aborted) {
        await Promise.all(carrying)
        throw new Sentence('Stopped watching; projections cancel gives it up, a worker goes on with it.')
      }
      if (now.every(({ status }) => status !== 'running')) return allDone(now)
      await Promise.race([
        delay(LOOK_EVERY_MS, undefined, { signal }).catch(() => undefined),
        ...failures(carrying),
      ])
    }
  } finally {
    for (const bar of bars.values()) bar.end()
  }
}

const askOrJoin = async ({ sql }: OpenBank, chosen: Wanted, purpose: Purpose): Promise<Rebuild[]> => {
  const newest = await newestRebuilds(sql)
  const underWay = chosen
    .flatMap(({ name }) => newest.get(name) ?? [])
    .filter(({ status }) => status === 'running')
  const other = underWay.find((one) => one.purpose !== purpose)
  if (other) throw new Sentence(`${other.projector} is in another hand: ${described(other)}.`)
  const names = chosen
    .map(({ name }) => name)
    .filter((name) => !underWay.some(({ projector }) => projector === name))
  const asked =
    names.length > 0 ? await requestRebuilds(sql, { projectors: names, purpose, requestedBy: OPERATOR }) : []
  return [...underWay, ...asked]
}

const carryHere = ({ database, signal }: OpenBank, rebuilds: readonly Rebuild[]) =>
  rebuilds.map(async ({ id, projector: name, purpose }) => {
    const attempt = await attemptRebuild(
      database.sql,
      { id, purpose, projector: projectors.find((one) => one.name === name)! },
      { databaseUrl: database.url, readLog: readEntries, signal },
    )
    if (attempt.result === 'interrupted')
      throw new Sentence(
        `The rebuild of ${name} was interrupted (${attempt.error instanceof Error ? attempt.error.message : attempt.error}); the same command goes on with it.`,
      )
  })

/** Promises that never resolve and reject with the others. */
const failures = (carrying: readonly Promise<unknown>[]) =>
  carrying.map((one) => one.then(() => new Promise<never>(() => undefined)))

const allDone = (rebuilds: readonly Rebuild[]): Rebuild[] => {
  const bad = rebuilds.find(({ status }) => status !== 'done')
  if (bad) throw new Sentence(`The ${described(bad)} (${bad.projector}).`)
  return [...rebuilds]
}

const cancel = async ({ sql, output }: OpenBank, chosen: Wanted) => {
  const cancelled = await cancelRebuilds(sql, chosen)
  await output.value(cancelled, () =>
    cancelled.length === 0
      ? 'Nothing is being rebuilt or verified.'
      : cancelled.map(({ projector }) => `${projector}: cancelled; the live rows are untouched.`).join('\n'),
  )
}
