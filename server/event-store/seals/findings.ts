/**
 * Names what was done to a log, from the places where it is not what was sealed: which events were edited, removed or
 * inserted, and which only stand somewhere else.
 */
import type { SealedEvent } from './chain.ts'

export type FindingKind = 'edited' | 'removed' | 'inserted' | 'reordered' | 'seal edited'

export type Finding = {
  readonly kind: FindingKind
  /** Where the event was sealed; for an inserted one, where it stands. */
  readonly position: number
  /** The last position, when the finding is about several that lie side by side. */
  readonly to: number
  /** null where nothing says which: a seal, or an event that was removed before it was sealed. */
  readonly streamId: string | null
  readonly detail: string
}

/** A row of the log that is not what was sealed at its position. */
export type FoundEvent = SealedEvent & { readonly streamPosition: number; readonly eventType: string }

export type Differences = {
  /** What was sealed at positions where something else stands, or nothing. */
  readonly sealed: readonly SealedEvent[]
  /** What stands at those positions, and at positions that cannot be. */
  readonly found: readonly FoundEvent[]
  /** What stands after all that was looked at. Nothing is claimed of it, but what is missed may be among it. */
  readonly around?: readonly SealedEvent[]
  /** What was sealed after all that was looked at, in the same way. */
  readonly beyond?: readonly SealedEvent[]
}

/** In the order of positions. */
export const diagnose = ({ sealed, found, around = [], beyond = [] }: Differences): Finding[] => {
  // 1 what only stands elsewhere. The same content may have been stored twice, so each is matched once.
  const places = new Map<string, number[]>()
  for (const { contentHash, position } of [...found, ...around].toReversed())
    places.set(contentHash, [...(places.get(contentHash) ?? []), position])
  const moved: Move[] = []
  const lost: SealedEvent[] = []
  for (const event of sealed) {
    const at = places.get(event.contentHash)?.pop()
    if (at === undefined) lost.push(event)
    else moved.push({ event, at })
  }
  const taken = new Set(moved.map(({ at }) => at))
  const elsewhere = new Set(beyond.map(({ contentHash }) => contentHash))
  const foreign = new Map(
    found
      .filter(({ position, contentHash }) => !taken.has(position) && !elsewhere.has(contentHash))
      .map((event) => [event.position, event]),
  )

  // 2 of the rest: something else at its place was edited, nothing at its place is gone
  const changed = lost.map((event): Finding => {
    const there = foreign.get(event.position)
    foreign.delete(event.position)
    return there ? edited(event, there) : removed(event)
  })
  return [...movesAsFindings(moved), ...changed, ...[...foreign.values()].map(inserted)].sort(
    (a, b) => a.position - b.position,
  )
}

const edited = ({ position, streamId }: SealedEvent, there: FoundEvent): Finding => ({
  kind: 'edited',
  position,
  to: position,
  streamId,
  detail:
    there.streamId === streamId
      ? `is not what was sealed (now ${there.eventType}, position ${there.streamPosition} of its stream)`
      : `was sealed in this stream and now stands in ${there.streamId}`,
})

const removed = ({ position, streamId }: SealedEvent): Finding => ({
  kind: 'removed',
  position,
  to: position,
  streamId,
  detail: 'was sealed and is gone',
})

const inserted = ({ position, streamId, streamPosition, eventType }: FoundEvent): Finding => ({
  kind: 'inserted',
  position,
  to: position,
  streamId,
  detail: `is in no seal (${eventType}, position ${streamPosition} of its stream)`,
})

type Move = { readonly event: SealedEvent; readonly at: number }

/** A neighbour that was moved as far belongs to the same finding: one removal shifts everything after it. */
const movesAsFindings = (moves: readonly Move[]): Finding[] => {
  const runs: Move[][] = []
  for (const move of moves) {
    const last = runs.at(-1)?.at(-1)
    const continues = last && move.event.position === last.event.position + 1 && move.at === last.at + 1
    if (continues) runs.at(-1)!.push(move)
    else runs.push([move])
  }
  return runs.map((run) => {
    const [first] = run as [Move]
    const to = run.at(-1)!.event.position
    return {
      kind: 'reordered',
      position: first.event.position,
      to,
      streamId: run.every(({ event }) => event.streamId === first.event.streamId)
        ? first.event.streamId
        : null,
      detail:
        run.length === 1
          ? `now stands at position ${first.at}`
          : `${run.length} events now stand at positions ${first.at} to ${first.at + run.length - 1}`,
    }
  })
}
