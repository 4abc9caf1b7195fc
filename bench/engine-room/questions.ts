/**
 * What the pages of the engine room ask while they are open, and how often, as the functions in `app/api-client` do that
 * are named here. `tests/bench/engine-room-questions.test.ts` holds this list against those functions and against the
 * pages that use them, so that a page that asks more is not measured as if it asked less.
 */

/** What a page has been answered so far. */
export type Known = {
  /** The newest answer to a procedure that this page asks. */
  readonly answer: <Answer>(procedure: string) => Answer | undefined
}

export type Question = {
  /** The function in `app/api-client` that asks it. */
  readonly hook: string
  readonly procedure: string
  /** Milliseconds; a question without is asked once, and when its key is another one. */
  readonly everyMs?: number
  /** `undefined` while it cannot be asked yet. */
  readonly input: (known: Known) => object | undefined
  /** Asked at once when this is another one than before. */
  readonly key?: (known: Known) => string
  /** Not more often than this, however often the key changes; milliseconds. */
  readonly atMostEveryMs?: number
  /** Answered with 404 where there is no such thing yet. */
  readonly mayBeMissing?: boolean
}

export type Page = { readonly href: `/engine-room/${string}`; readonly questions: readonly Question[] }

const ask = (hook: string, procedure: string, input: object = {}): Question => ({
  hook,
  procedure,
  input: () => input,
})

const accounts = ask('useAccounts', 'accounts.list', { limit: 200 })
const sources = ask('useSources', 'engineRoom.sources')
/** What is let go wrong stands on every page. */
const faults: Question = { ...ask('useFaults', 'engineRoom.faults.list'), everyMs: 4_000 }
const onEveryPage = [sources, faults]

type Versioned = { readonly version: number }

const log: readonly Question[] = [
  {
    ...ask('useLog', 'audit.search', { order: 'newest', limit: 40 }),
    // The list begins anew when more has come than can be shown.
    key: ({ answer }) => {
      const newer = answer<Versioned & { isGap: boolean }>('engineRoom.newEvents')
      return newer?.isGap ? `after ${newer.version}` : 'first'
    },
  },
  {
    hook: 'useLog',
    procedure: 'engineRoom.newEvents',
    everyMs: 2_000,
    input: ({ answer }) => {
      const pages = answer<Versioned>('audit.search')
      const newer = answer<Versioned>('engineRoom.newEvents')
      return pages && { after: Math.max(pages.version, newer?.version ?? 0), limit: 100 }
    },
  },
]

type Status = {
  readonly data: readonly { name: string; position: number; head: number; parked: number }[]
}
const STATUS = 'projections.status'
const USUAL = 'account-summaries'

const projections: readonly Question[] = [
  { ...ask('useProjections', STATUS), everyMs: 1_500 },
  {
    hook: 'useDeadLetters',
    procedure: 'deadLetters.list',
    key: ({ answer }) => String(answer<Status>(STATUS)?.data.reduce((sum, { parked }) => sum + parked, 0)),
    input: ({ answer }) => answer<Status>(STATUS) && { limit: 50 },
  },
  {
    hook: 'useRowsBesideEvents',
    procedure: 'engineRoom.rowsBesideEvents',
    atMostEveryMs: 5_000,
    key: ({ answer }) => {
      const one = answer<Status>(STATUS)?.data.find(({ name }) => name === USUAL)
      return `${one?.position} ${one?.head}`
    },
    input: ({ answer }) => answer<Status>(STATUS) && { projector: USUAL },
  },
]

type Accounts = { readonly data: readonly { accountId: string }[] }
type Outline = { readonly data: { streamId: string; end: number } }
const OUTLINE = 'engineRoom.replay.outline'
const WINDOW = 25

const replay: readonly Question[] = [
  ask('useStreamsOffered', 'accounts.list', { limit: 50 }),
  {
    hook: 'useReplayOutline',
    procedure: OUTLINE,
    key: ({ answer }) => String(answer<Accounts>('accounts.list')?.data[0]?.accountId),
    input: ({ answer }) => {
      const first = answer<Accounts>('accounts.list')?.data[0]
      return first && { streamId: `BankAccount-${first.accountId}` }
    },
  },
  {
    hook: 'useReplayWindow',
    procedure: 'engineRoom.replay.window',
    key: ({ answer }) => String(answer<Outline>(OUTLINE)?.data.streamId),
    input: ({ answer }) => {
      const outline = answer<Outline>(OUTLINE)?.data
      return (
        outline && {
          streamId: outline.streamId,
          from: outline.end - (outline.end % WINDOW),
          limit: WINDOW,
        }
      )
    },
  },
]

type Overview = {
  readonly data: readonly { name: string; due: number; withDeadline: number; instances: number }[]
}
const OVERVIEW = 'engineRoom.processes.overview'

const processes: readonly Question[] = [
  { ...ask('useProcesses', OVERVIEW), everyMs: 5_000 },
  {
    hook: 'useInstances',
    procedure: 'engineRoom.processes.instances',
    key: ({ answer }) => {
      const first = answer<Overview>(OVERVIEW)?.data[0]
      return `${first?.due} ${first?.withDeadline} ${first?.instances}`
    },
    input: ({ answer }) => {
      const first = answer<Overview>(OVERVIEW)?.data[0]
      return first && { process: first.name, order: 'deadline', limit: 15 }
    },
  },
  { ...ask('useQueues', 'engineRoom.processes.queues'), everyMs: 15_000 },
  { ...ask('useFailedJobs', 'deadLetters.failedJobs', { limit: 20 }), everyMs: 15_000 },
]

export const pages: readonly Page[] = [
  {
    href: '/engine-room/flow',
    questions: [
      ...onEveryPage,
      accounts,
      { ...ask('useRecentCommands', 'engineRoom.recentCommands', { limit: 8 }), everyMs: 4_000 },
    ],
  },
  { href: '/engine-room/log', questions: [...onEveryPage, ...log] },
  {
    href: '/engine-room/consistency',
    questions: [...onEveryPage, accounts],
  },
  { href: '/engine-room/projections', questions: [...onEveryPage, ...projections] },
  { href: '/engine-room/replay', questions: [...onEveryPage, ...replay] },
  { href: '/engine-room/processes', questions: [...onEveryPage, ...processes] },
  {
    href: '/engine-room/proof',
    questions: [
      ...onEveryPage,
      { ...ask('useSeals', 'engineRoom.seals', { limit: 6 }), everyMs: 3_000 },
      { ...ask('useForgery', 'engineRoom.forgery', { forger: 'event' }), mayBeMissing: true },
    ],
  },
  {
    href: '/engine-room/break-it',
    questions: [
      ...onEveryPage,
      accounts,
      ask('usePayeeElsewhere', 'payees.list', { limit: 200 }),
      { ...ask('useInvariants', 'engineRoom.invariants'), everyMs: 1_000 },
    ],
  },
]
