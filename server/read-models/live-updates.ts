/**
 * Tells those who look on how far the read models have come, which of their own accounts have changed, whether their
 * notifications have, and whether they have written anything else, on whatever device, as soon as all that a screen shows
 * of it can be read. Of anybody else's nothing is told: a query
 * asks for the accounts of those who are there, each with its owner.
 *
 * What has changed is a state, not a message: each row says at which position it last did. So whoever comes
 * back with the version that was told last is told everything since, and one who is slow to listen gets several changes
 * as one. However many look on, one query at a time serves them all.
 */
import type { Sql } from '../../db/client.ts'
import { lastWrittenBy } from '../event-store/find.ts'
import { log } from '../log.ts'
import { changedAccounts } from './account-summaries/queries.ts'
import { readCheckpoints } from './checkpoint.ts'
import { PROJECTION_ADVANCED } from './commit-batch.ts'
import { changedInboxes } from './notifications/queries.ts'
import { type ProjectorName, projectors } from './registry.ts'

/** What stands on a customer's screens: a change is told when all of these show it. */
export const SHOWN = [
  'account-summaries',
  'cash-flow',
  'notifications',
  'payees',
  'payment-requests',
  'saved-searches',
  'spending',
  'standing-orders',
  'statements',
  'transactions',
  'transfers',
] as const satisfies ProjectorName[]

export type LiveUpdate = {
  /** Every read model on display has come this far. */
  version: number
  /** How far each projector has come. */
  positions: Record<string, number>
  /** One's own accounts that have changed since the last update, each with the position of its last change. */
  accounts: Record<string, number>
  /** Where one's notifications last changed, by one coming or by being read; null when they have not since. */
  notifications: number | null
  /** Where the viewer last gave a command, here or on another device; null when not since the last update. */
  written: number | null
}

/** `seen`: everything of the viewer's up to here has been told; to be given back as `after`. */
export type SeenUpdate = { readonly seen: number; readonly update: LiveUpdate }

export type Viewer = {
  readonly userId: string
  /** Whose accounts are told about; `undefined` for staff, who are told versions only. */
  readonly customerId: string | undefined
  /** Changes up to here are known already. 0: every account is told about. */
  readonly after: number
  /** Ends the updates. */
  readonly signal: AbortSignal
}

export type LiveUpdates = {
  /**
   * The first update comes at once; then one whenever an account of the viewer's has changed, and one a second at most
   * when nothing but versions has. Ends when the signal aborts or the process stops. Throws {@link TooManyStreams}.
   */
  readonly watch: (viewer: Viewer) => AsyncGenerator<SeenUpdate, void>
  /** How many are looking on. */
  readonly viewers: () => number
  /** Ends everybody's updates, and takes nobody new. */
  readonly stop: () => Promise<void>
}

export class TooManyStreams extends Error {
  override name = 'TooManyStreams'
  readonly retryAfterSeconds = 30
}

/** A person's tabs share one stream, so this is a number of browsers. */
export const MAX_STREAMS_PER_USER = 10
const MAX_STREAMS = 5_000
/**
 * Between two looks, when there is always something new. Twice as long after each that has concerned nobody: in a bank
 * with that much to do, looking is not to take a part of it.
 */
const MIN_INTERVAL_MS = 50
const MAX_INTERVAL_MS = 250
/** How far back it is looked for what somebody has written; whoever was away for longer is told that it may be anything. */
const LOOKED_BACK = 5_000
/** How often mere versions are told, and how long a lost notification goes unnoticed. */
const BEAT_MS = 1_000

type Looker = Viewer & {
  seen: number
  /** Where the viewer last wrote something, as far as the log has been looked through for that. */
  wrote: number
  lookedThrough: number
  /** Not told anything yet, so it is told even that nothing has changed. */
  isNew: boolean
  /** Not fetched yet; what comes on top is put together with it. */
  mail: LiveUpdate | undefined
  isOver: boolean
  ring: () => void
}

export const createLiveUpdates = (sql: Sql): LiveUpdates => {
  const lookers = new Set<Looker>()
  /** As told by notifications, which are only a reason to look. */
  const heard = new Map<string, number>()
  let lookedAt = 0
  let intervalMs = MIN_INTERVAL_MS
  let version = 0
  let isStopped = false
  let looking: Promise<void> | undefined
  let lookAgain = false
  let beat: NodeJS.Timeout | undefined
  let listening: Promise<{ unlisten: () => Promise<void> } | undefined> | undefined

  const post = (looker: Looker, update: LiveUpdate) => {
    const { mail } = looker
    looker.mail = mail
      ? {
          ...update,
          accounts: { ...mail.accounts, ...update.accounts },
          notifications: update.notifications ?? mail.notifications,
          written: update.written ?? mail.written,
        }
      : update
    looker.isNew = false
    looker.ring()
  }

  const lookOnce = async (tellsVersions: boolean): Promise<void> => {
    const those = [...lookers]
    const checkpoints = await readCheckpoints(sql)
    const positions: Record<string, number> = {}
    for (const { name } of projectors) positions[name] = checkpoints.get(name) ?? 0
    const reached = Math.min(...SHOWN.map((name) => positions[name] ?? 0))
    for (const name of SHOWN) heard.set(name, positions[name] ?? 0)
    // Read after the checkpoints, so the rows show at least everything up to `reached`.
    const asking = those.filter(
      (looker): looker is Looker & { customerId: string } =>
        looker.customerId !== undefined && (looker.isNew || reached > looker.seen),
    )
    const [changed, inboxes, written] = await Promise.all([
      changedAccounts(sql, asking),
      changedInboxes(sql, asking),
      writtenBy(asking, reached),
    ])
    const isNews = reached !== version
    version = reached
    let isAnybodyConcerned = false
    for (const looker of those) {
      const accounts: Record<string, number> = {}
      for (const { accountId, lastPosition } of changed.get(looker.customerId ?? '') ?? [])
        if (lastPosition > looker.seen) accounts[accountId] = lastPosition
      const inbox = inboxes.get(looker.customerId ?? '') ?? 0
      const notifications = inbox > looker.seen ? inbox : null
      const own = written(looker)
      const isTold = looker.isNew || (tellsVersions && reached > looker.seen)
      // Ahead of what all read models show, it will be found once more when they have come there.
      const concerns =
        reached > looker.seen && (notifications !== null || own !== null || Object.keys(accounts).length > 0)
      isAnybodyConcerned ||= concerns
      if (!isTold && !concerns) continue
      looker.seen = Math.max(looker.seen, reached)
      post(looker, { version: reached, positions, accounts, notifications, written: own })
    }
    if (!isNews) return
    lookedAt = performance.now()
    intervalMs = isAnybodyConcerned ? MIN_INTERVAL_MS : Math.min(MAX_INTERVAL_MS, 2 * intervalMs)
  }

  /** Answers where each last wrote something that the read models show, and was not told about. */
  const writtenBy = async (asking: readonly Looker[], reached: number) => {
    const firstLooked = reached - LOOKED_BACK
    // Each event once: where much is written, many looks pass before anybody is told anything.
    const after = Math.max(firstLooked, Math.min(reached, ...asking.map((looker) => looker.lookedThrough)))
    const userIds = [...new Set(asking.map(({ userId }) => userId))]
    const last = await lastWrittenBy(sql, userIds, { after, upTo: reached })
    for (const looker of asking) {
      looker.wrote = Math.max(looker.wrote, last.get(looker.userId) ?? 0)
      looker.lookedThrough = Math.max(looker.lookedThrough, reached)
    }
    return ({ customerId, seen, wrote }: Looker): number | null => {
      if (customerId === undefined || reached <= seen) return null
      // Nothing was told at all to whoever has seen nothing: that page has only just read what it shows.
      if (seen > 0 && seen < firstLooked) return reached
      return wrote > seen ? wrote : null
    }
  }

  const look = async (tellsVersions = false): Promise<void> => {
    if (looking) {
      lookAgain = true
      return
    }
    do {
      lookAgain = false
      looking = lookOnce(tellsVersions).catch((err: unknown) =>
        log.warn({ err }, 'Live updates cannot be read'),
      )
      await looking
    } while (lookAgain && lookers.size > 0)
    looking = undefined
  }

  let soon: NodeJS.Timeout | undefined
  const lookSoon = () => {
    const waitMs = lookedAt + intervalMs - performance.now()
    if (waitMs <= 0) {
      // Nothing had come for as long as that, so what comes next is not to wait either.
      intervalMs = MIN_INTERVAL_MS
      void look()
    } else
      soon ??= setTimeout(() => {
        soon = undefined
        void look()
      }, waitMs)
  }

  const onAdvanced = (payload: string) => {
    const [name = '', position] = payload.split(':')
    heard.set(name, Number(position))
    // The read models move on one after the other; only when the last of them has come is there anything to tell.
    if (lookers.size > 0 && Math.min(...SHOWN.map((shown) => heard.get(shown) ?? 0)) > version) lookSoon()
  }

  const enter = (looker: Looker) => {
    lookers.add(looker)
    listening ??= sql.listen(PROJECTION_ADVANCED, onAdvanced).catch((err: unknown) => {
      log.warn({ err }, 'Cannot listen for projections; live updates come once a second')
      listening = undefined
      return undefined
    })
    beat ??= setInterval(() => void look(true), BEAT_MS)
    void look()
  }
  const leave = (looker: Looker) => {
    looker.isOver = true
    looker.ring()
    lookers.delete(looker)
    if (lookers.size > 0) return
    clearInterval(beat)
    clearTimeout(soon)
    beat = undefined
    soon = undefined
  }

  async function* updatesFor(looker: Looker): AsyncGenerator<SeenUpdate, void> {
    try {
      while (true) {
        const bell = Promise.withResolvers<void>()
        looker.ring = bell.resolve
        if (looker.mail === undefined && !looker.isOver) await bell.promise
        if (looker.isOver) return
        const update = looker.mail
        looker.mail = undefined
        if (update) yield { seen: looker.seen, update }
      }
    } finally {
      leave(looker)
    }
  }

  return {
    watch: (viewer) => {
      const { userId, after, signal } = viewer
      const own = [...lookers].filter((looker) => looker.userId === userId).length
      if (own >= MAX_STREAMS_PER_USER || lookers.size >= MAX_STREAMS)
        throw new TooManyStreams('Too many live streams are open')
      const looker: Looker = {
        ...viewer,
        seen: after,
        wrote: 0,
        lookedThrough: after,
        isNew: true,
        mail: undefined,
        isOver: isStopped || signal.aborted,
        ring: () => undefined,
      }
      if (!looker.isOver) {
        // Here and not only when it is read from: a generator that nobody ever starts has no end either.
        signal.addEventListener('abort', () => leave(looker), { once: true })
        enter(looker)
      }
      return updatesFor(looker)
    },
    viewers: () => lookers.size,
    stop: async () => {
      isStopped = true
      for (const looker of [...lookers]) leave(looker)
      await (await listening)?.unlisten().catch(() => undefined)
      listening = undefined
      await looking
    },
  }
}
