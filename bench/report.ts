/** The results as a table for people and as JSON for machines. */
import type { Score } from './contestant.ts'
import { errorsOf, goalsOf, type Results, shareWithPages } from './goals.ts'
import type { Lag } from './lag/block.ts'
import type { LoadResult } from './load/block.ts'
import type { Machine } from './machine.ts'
import type { RebuildResult } from './rebuild/block.ts'
import type { SearchResult } from './search/block.ts'

const count = (value: number): string => Math.round(value).toLocaleString('en')
const ms = (value: number): string => value.toFixed(value < 10 ? 1 : 0)

type Row = readonly string[]

export const tableOf = (machine: Machine, results: Results): string => {
  const { append, transfer, lag, http, engineRoom, inline, load, rebuild, search } = results
  const goals = goalsOf(results)
  return [
    machineLine(machine),
    append && rates('Appending single events', Object.values(append)),
    transfer && rates('Transfers', Object.values(transfer)),
    lag &&
      visibility([
        ['In the web process', lag.inProcess],
        ['Over HTTP', lag.overHttp],
      ]),
    http && rates('Over HTTP', Object.values(http)),
    engineRoom && rates('Over HTTP, with a worker', Object.values(engineRoom)),
    inline && rates('A read model in the same commit', [inline.off, inline.on]),
    inline &&
      visibility([
        ['Accounts, by a worker', inline.visibleOff],
        ['Accounts, in the same commit', inline.visibleOn],
      ]),
    load && loading(load),
    rebuild && rebuilding(rebuild),
    search && searching(search),
    goals.length > 0 &&
      grid(
        ['To reach', 'measured', 'wanted', ''],
        goals.map(({ what, value, wanted, isReached }) => [
          what,
          value.toFixed(2),
          wanted,
          isReached ? 'reached' : 'MISSED',
        ]),
      ),
    ...firstErrors(results),
  ]
    .filter(Boolean)
    .join('\n\n')
}

const rates = (title: string, scores: readonly Score[]): string =>
  grid(
    [title, 'per second', 'slowest–fastest round', 'p50 ms', 'p99 ms', 'errors'],
    scores.map((score) => [
      score.name,
      count(score.perSecond),
      `${count(score.slowest)}–${count(score.fastest)}`,
      ms(score.p50Ms),
      ms(score.p99Ms),
      count(score.errors),
    ]),
  )

const visibility = (lags: readonly (readonly [string, Lag])[]): string =>
  grid(
    ['From acknowledged to visible', 'p50 ms', 'p99 ms', 'transfers', 'errors'],
    lags.map(([name, lag]) => [name, ms(lag.p50Ms), ms(lag.p99Ms), count(lag.transfers), count(lag.errors)]),
  )

const loading = (load: LoadResult): string =>
  grid(
    ['Loading an account of', 'p50 ms', 'p99 ms', 'events replayed'],
    Object.values(load).map(({ events, replayed, p50Ms, p99Ms }) => [
      `${count(events)} events${replayed < events ? ', with a snapshot' : ''}`,
      p50Ms.toFixed(2),
      p99Ms.toFixed(2),
      count(replayed),
    ]),
  )

const rebuilding = ({ events, cursor, accountSummaries, transactions }: RebuildResult): string =>
  grid(
    [`Rebuilding over ${count(events)} events`, 'events per second'],
    [
      ['Plain read by a cursor', count(cursor)],
      ['account-summaries', count(accountSummaries)],
      ['transactions', count(transactions)],
    ],
  )

const searching = (search: SearchResult): string =>
  grid(
    ['Searching an account with', 'p50 ms', 'p99 ms', 'questions'],
    [search.at10k, search.at1m].flatMap(({ transactions, p50Ms, p99Ms, questions, totals }) => [
      [`${count(transactions)} transactions`, p50Ms.toFixed(2), p99Ms.toFixed(2), count(questions)],
      ['its totals', totals.p50Ms.toFixed(2), totals.p99Ms.toFixed(2), count(totals.questions)],
    ]),
  )

/** As Markdown, which can be read as it is. */
const grid = (head: Row, rows: readonly Row[]): string => {
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column]!.length)))
  const line = (row: Row) =>
    `| ${row.map((cell, column) => (column === 0 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!))).join(' | ')} |`
  const rule = `|${widths.map((width, column) => (column === 0 ? '-'.repeat(width + 2) : `${'-'.repeat(width + 1)}:`)).join('|')}|`
  return [line(head), rule, ...rows.map(line)].join('\n')
}

const machineLine = ({ cpu, cores, memoryGb, os, postgres, node, date }: Machine): string =>
  `${date}: ${cores} × ${cpu}, ${memoryGb} GB, ${os}, Postgres ${postgres} (fsync on), Node ${node}`

const firstErrors = ({ append, transfer, lag, http, engineRoom, inline }: Results): string[] =>
  [append, transfer, http, engineRoom, lag, inline]
    .flatMap((block) => Object.entries(block ?? {}))
    .flatMap(([name, { firstError }]: [string, { firstError: string | undefined }]) =>
      firstError ? [`${name}: ${firstError}`] : [],
    )

/** Rates per second; each contestant's whole score stands under `scores`. */
export const jsonOf = (machine: Machine, results: Results) => {
  const { append, transfer, lag, http, engineRoom, inline, load, rebuild, search } = results
  return {
    machine,
    ...(append && { append: { ...ratesOf(append), scores: append } }),
    ...(transfer && {
      transfer: { ...ratesOf(transfer), errors: errorsOf(transfer), scores: transfer },
    }),
    ...(lag && {
      lag: {
        p50Ms: lag.inProcess.p50Ms,
        p99Ms: lag.inProcess.p99Ms,
        http: { p50Ms: lag.overHttp.p50Ms, p99Ms: lag.overHttp.p99Ms },
        scores: lag,
      },
    }),
    ...(http && { http: { ...ratesOf(http), scores: http } }),
    ...(engineRoom && {
      engineRoom: { ...ratesOf(engineRoom), ratio: shareWithPages(engineRoom), scores: engineRoom },
    }),
    ...(inline && {
      inline: {
        ...ratesOf({ off: inline.off, on: inline.on }),
        visible: {
          off: { p50Ms: inline.visibleOff.p50Ms, p99Ms: inline.visibleOff.p99Ms },
          on: { p50Ms: inline.visibleOn.p50Ms, p99Ms: inline.visibleOn.p99Ms },
        },
        scores: inline,
      },
    }),
    ...(load && {
      load: {
        ...Object.fromEntries(Object.entries(load).map(([name, { p50Ms }]) => [name, p50Ms])),
        scores: load,
      },
    }),
    ...(rebuild && { rebuild: roundedOf(rebuild) }),
    ...(search && {
      search: { p99At10k: search.at10k.p99Ms, p99At1m: search.at1m.p99Ms, scores: search },
    }),
    goals: goalsOf(results),
  }
}

const ratesOf = <Name extends string>(scores: Readonly<Record<Name, Score>>) =>
  Object.fromEntries(
    Object.entries<Score>(scores).map(([name, { perSecond }]) => [name, Math.round(perSecond)]),
  ) as Record<Name, number>

const roundedOf = (result: RebuildResult) =>
  Object.fromEntries(Object.entries(result).map(([name, value]) => [name, Math.round(value)]))
