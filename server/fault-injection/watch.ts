/**
 * Which faults are on, known in this process without a question: it is told of a change at once and looks for itself
 * every {@link LOOK_MS}, so that what is lost on the way costs no more than that. No batch and no command asks the
 * database.
 *
 * Each fault ends here by this process' own clock, also when the database cannot be reached, and at the latest
 * {@link LONGEST_MS} after it was heard of, whatever the clocks say. What has to be put right then is done by whichever
 * process looks next.
 */
import type { Sql } from '../../db/client.ts'
import { log } from '../log.ts'
import { type Fault, type FaultKind, type FaultOf, LONGEST_MS, targetOf } from './faults.ts'
import { addEffects, FAULTS_CHANGED, type InjectedFault, markEnded, unendedFaults } from './store.ts'

export type ActiveFault<Injected extends Fault = Fault> = {
  readonly id: string
  readonly fault: Injected
  /** Aborts when it ends, is turned off or is replaced. */
  readonly over: AbortSignal
}

export type FaultWatch = {
  /** When it is known what was on at the start, or that this cannot be known yet. */
  readonly ready: Promise<void>
  readonly find: <Kind extends FaultKind>(
    kind: Kind,
    target?: string,
  ) => ActiveFault<FaultOf<Kind>> | undefined
  /** Calls with each fault of this kind as soon as it is known, those that are on already included. */
  readonly whenFound: <Kind extends FaultKind>(
    kind: Kind,
    listener: (fault: ActiveFault<FaultOf<Kind>>) => void,
  ) => void
  /** For whoever looks; written down a moment later. */
  readonly count: (fault: ActiveFault, what: string, times?: number) => void
  /** Looks at once. */
  readonly look: () => Promise<void>
  readonly stop: () => Promise<void>
}

export type FaultWatchOptions = {
  readonly sql: Sql
  readonly lookMs?: number
  readonly longestMs?: number
  /** Puts right what one has left behind; false when that is not done yet. */
  readonly putRight?: (fault: InjectedFault) => Promise<boolean>
  /** Called once, with the faults that stand there when this process has begun. */
  readonly atStart?: (unended: readonly InjectedFault[]) => Promise<void>
  /** Milliseconds since 1970. */
  readonly clock?: () => number
}

const LOOK_MS = 2_000
const WRITE_EFFECTS_MS = 500

type Known = ActiveFault & { readonly end: () => void }

export const createFaultWatch = ({
  sql,
  lookMs = LOOK_MS,
  longestMs = LONGEST_MS,
  putRight = async () => true,
  atStart = async () => undefined,
  clock = Date.now,
}: FaultWatchOptions): FaultWatch => {
  const known = new Map<string, Known>()
  /** Ids of those that have ended here: nothing that is read later can bring them back. */
  const over = new Set<string>()
  const uncounted = new Map<string, Record<string, number>>()
  const listeners: { readonly kind: FaultKind; readonly call: (fault: ActiveFault) => void }[] = []
  let isStopped = false

  const learn = ({ id, fault, until }: InjectedFault): void => {
    if (known.has(id) || over.has(id)) return
    const leftMs = Math.min(Date.parse(until) - clock(), longestMs)
    if (leftMs <= 0) return
    const ending = new AbortController()
    const timer = setTimeout(() => {
      end()
      // What it leaves behind is put right now rather than at the next look.
      void look()
    }, leftMs)
    const end = () => {
      clearTimeout(timer)
      over.add(id)
      known.delete(id)
      ending.abort()
    }
    const active = { id, fault, over: ending.signal, end }
    known.set(id, active)
    for (const { kind, call } of listeners) if (kind === fault.kind) call(active)
  }

  const readThem = async (): Promise<void> => {
    try {
      const faults = await unendedFaults(sql)
      if (isStopped) return
      const on = new Set(faults.filter(({ until }) => Date.parse(until) > clock()).map(({ id }) => id))
      for (const one of [...known.values()]) if (!on.has(one.id)) one.end()
      for (const id of over) if (!faults.some((fault) => fault.id === id)) over.delete(id)
      for (const fault of faults) learn(fault)
      // Nobody who looks waits for either: there may be much to do.
      starting ??= atStart(faults).catch((err: unknown) => {
        log.warn({ err }, 'What former faults have left behind cannot be put right')
      })
      for (const fault of faults) if (!on.has(fault.id)) endOnce(fault)
    } catch (err) {
      if (!isStopped) log.warn({ err }, 'It cannot be seen which faults are on')
    }
  }
  let starting: Promise<void> | undefined
  /** By id. None waits for another: a read model need not stand still while another takes in what was put aside. */
  const ending = new Map<string, Promise<void>>()
  const endOnce = (fault: InjectedFault): void => {
    const { id } = fault
    if (!ending.has(id))
      ending.set(
        id,
        endIt(fault).finally(() => ending.delete(id)),
      )
  }
  const endIt = async (fault: InjectedFault): Promise<void> => {
    await writeEffects()
    try {
      if (await putRight(fault)) await markEnded(sql, fault, new Date(clock()))
    } catch (err) {
      log.warn({ err, kind: fault.fault.kind }, 'What a fault has left behind cannot be put right yet')
    }
  }

  let looking: Promise<void> | undefined
  let next: Promise<void> | undefined
  /** Whoever asks during a look gets the one after it. */
  const look = (): Promise<void> => {
    if (isStopped) return Promise.resolve()
    if (!looking) {
      looking = readThem().finally(() => {
        looking = undefined
      })
      return looking
    }
    next ??= looking.then(() => {
      next = undefined
      return look()
    })
    return next
  }

  const writeEffects = async (): Promise<void> => {
    for (const [id, effects] of [...uncounted]) {
      uncounted.delete(id)
      await addEffects(sql, id, effects).catch((err: unknown) => {
        log.warn({ err }, 'What a fault has done cannot be written down yet')
        for (const [what, times] of Object.entries(effects)) add(id, what, times)
      })
    }
  }
  const add = (id: string, what: string, times: number) => {
    const effects = uncounted.get(id) ?? {}
    effects[what] = (effects[what] ?? 0) + times
    uncounted.set(id, effects)
  }
  let writing: NodeJS.Timeout | undefined

  const listening = sql
    .listen(
      FAULTS_CHANGED,
      () => void look(),
      () => void look(),
    )
    .catch((err: unknown) => {
      log.warn({ err }, 'Cannot listen for faults; they are looked for by the clock')
      return undefined
    })
  const timer = setInterval(() => void look(), lookMs)

  return {
    ready: look(),
    look,
    find: <Kind extends FaultKind>(kind: Kind, target = '') => {
      for (const one of known.values())
        if (one.fault.kind === kind && targetOf(one.fault) === target)
          return one as unknown as ActiveFault<FaultOf<Kind>>
      return undefined
    },
    whenFound: <Kind extends FaultKind>(
      kind: Kind,
      listener: (fault: ActiveFault<FaultOf<Kind>>) => void,
    ) => {
      const call = listener as unknown as (fault: ActiveFault) => void
      listeners.push({ kind, call })
      for (const one of known.values()) if (one.fault.kind === kind) call(one)
    },
    count: ({ id }, what, times = 1) => {
      add(id, what, times)
      writing ??= setTimeout(() => {
        writing = undefined
        void writeEffects()
      }, WRITE_EFFECTS_MS)
    },
    stop: async () => {
      isStopped = true
      clearInterval(timer)
      clearTimeout(writing)
      for (const one of [...known.values()]) one.end()
      await looking
      await Promise.all([starting, ...ending.values()])
      await writeEffects()
      await (await listening)?.unlisten().catch(() => undefined)
    },
  }
}
