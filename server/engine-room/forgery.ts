/**
 * What would come of a forged event, worked out on a copy in memory: a seal, those that follow it, and their events. It is
 * judged by the very verification that judges the log. Nothing here writes anything.
 */
import type { Queryable } from '../event-store/append.ts'
import { chainOver, contentHash, type RawEvent, type Seal, sealOf } from '../event-store/seals/chain.ts'
import type { Finding } from '../event-store/seals/findings.ts'
import { readRawEvents } from '../event-store/seals/raw-events.ts'
import { newestSeals, readSealHead, readSeals, sealCovering } from '../event-store/seals/seals.ts'
import { type LogToVerify, verifyLog } from '../event-store/seals/verify.ts'

/** How far the forger goes: the event alone, its seal too, or all seals after it as well. */
export const forgers = ['event', 'seal', 'chain'] as const
export type Forger = (typeof forgers)[number]

export type Copy = { readonly seals: readonly Seal[]; readonly events: readonly RawEvent[] }

/** What a hash was, and what it is on the copy. */
export type Hashes = { was: string; is: string }

export type Forgery = {
  event: { position: number; streamId: string; type: string; at: string; data: string }
  content: Hashes
  /** The chain at the event itself. */
  chain: Hashes
  seals: { from: number; to: number; previous: Hashes; hash: Hashes }[]
  /** What verification says to whom there are only the bank's own seals, and to whom has them from before. */
  findings: { own: Finding[]; kept: Finding[] }
}

/** The seal with the event, and so many that follow it. */
const MOST_SEALS = 4
/** So much of what is sealed is looked through for an event about money. */
const RECENT_EVENTS = 1_000

export type ForgeryRequest = {
  /** The newest event about money, when left out. */
  readonly position: number | undefined
  /** What the event is to say, as JSON; as it is when left out. */
  readonly data: string | undefined
  readonly forger: Forger
}

/** `undefined` when no seal covers the event. Throws RangeError when there is no end to the parts of its data. */
export const forgery = async (
  sql: Queryable,
  { position = 0, ...request }: ForgeryRequest,
): Promise<{ version: number; data: Forgery } | undefined> => {
  const { position: sealed, head: version } = await readSealHead(sql)
  const chosen = position || (await newestAboutMoney(sql, sealed))
  const copy = await copyAround(sql, chosen)
  return copy && { version, data: await forge(copy, { ...request, position: chosen }) }
}

/** If there is one before the last seal, so that something follows which can break. */
const newestAboutMoney = async (sql: Queryable, sealed: number): Promise<number> => {
  const [last] = await newestSeals(sql, { limit: 1 })
  const after = Math.max(0, sealed - RECENT_EVENTS)
  const events = await readRawEvents(sql, { after, upTo: sealed, limit: RECENT_EVENTS })
  const aboutMoney = events.filter(({ eventType }) => eventType.startsWith('Money'))
  const event =
    aboutMoney.findLast(({ globalPosition }) => globalPosition < (last?.from ?? 0)) ?? aboutMoney.at(-1)
  return event?.globalPosition ?? sealed
}

/** `undefined` when no seal covers the position, or something in between is gone. */
const copyAround = async (sql: Queryable, position: number): Promise<Copy | undefined> => {
  const seals = await readSeals(sql, { from: await sealCovering(sql, position), limit: MOST_SEALS })
  const [first] = seals
  const last = seals.at(-1)
  if (!first || !last || position < first.from || position > first.to) return undefined
  const count = last.to - first.from + 1
  const events = await readRawEvents(sql, { after: first.from - 1, upTo: last.to, limit: count })
  return events.length === count ? { seals, events } : undefined
}

/** The copy must hold the position. */
export const forge = async (
  { seals, events }: Copy,
  { position, data, forger }: ForgeryRequest & { readonly position: number },
): Promise<Forgery> => {
  const event = events.find(({ globalPosition }) => globalPosition === position)!
  const forgedEvent = { ...event, data: data ?? event.data }
  const forgedEvents = events.map((one) => (one === event ? forgedEvent : one))
  const forgedSeals = sealedAnew(seals, forgedEvents, forger)
  const log = logInMemory(forgedEvents)
  const { from } = seals[0]!
  const own = await verifyLog({ log, seals: inOrder(forgedSeals), from })
  const kept = await verifyLog({ log, seals: inOrder(seals), from })
  return {
    event: {
      position,
      streamId: event.streamId,
      type: event.eventType,
      at: event.createdAt,
      data: event.data,
    },
    content: { was: contentHash(event), is: contentHash(forgedEvent) },
    chain: { was: chainAt(seals[0]!, events, position), is: chainAt(seals[0]!, forgedEvents, position) },
    seals: seals.map((seal, index) => ({
      from: seal.from,
      to: seal.to,
      previous: { was: seal.previousHash, is: forgedSeals[index]!.previousHash },
      hash: { was: seal.hash, is: forgedSeals[index]!.hash },
    })),
    findings: { own: [...own.findings], kept: [...kept.findings] },
  }
}

/** As the forger would leave them, who can do to the seals whatever can be done to the events. */
const sealedAnew = (seals: readonly Seal[], events: readonly RawEvent[], forger: Forger): Seal[] => {
  let previousHash = seals[0]!.previousHash
  return seals.map((seal, index) => {
    if (forger === 'event' || (forger === 'seal' && index > 0)) return seal
    const made = sealOf(within(events, seal.from, seal.to), previousHash)
    previousHash = made.hash
    return made
  })
}

const within = (events: readonly RawEvent[], from: number, to: number): RawEvent[] =>
  events.filter(({ globalPosition }) => globalPosition >= from && globalPosition <= to)

const chainAt = (seal: Seal, events: readonly RawEvent[], position: number): string => {
  const covered = within(events, seal.from, position)
  return chainOver(
    seal.previousHash,
    seal.from,
    covered.map(contentHash),
    covered.map(({ streamId }) => streamId),
  )
}

/** The copy as a log of its own, which ends where the copy does. */
const logInMemory = (events: readonly RawEvent[]): LogToVerify => ({
  head: events.at(-1)!.globalPosition,
  read: async ({ after, upTo, limit }) => within(events, after + 1, upTo).slice(0, limit),
  strays: async () => [],
  holes: async () => [],
})

async function* inOrder(seals: readonly Seal[]): AsyncGenerator<Seal> {
  yield* seals
}
