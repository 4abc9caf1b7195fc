/**
 * A command's measured times on one line: the server's own instants, and the browser's readings of its clock laid around
 * them. The two clocks are not the same; what fits them together is that the browser was waiting while the server worked,
 * and that the way there and the way back are taken to be equally long.
 */
import type { CommandFlow, Marks } from '../../api-client/engine-room-flow-queries.ts'

/** In milliseconds since the beginning of the line. */
export type Bar = { readonly id: string; readonly from: number; readonly to: number }

/** The four steps that a change takes in the tutorial, until the read model shows it. */
export const legNames = ['write', 'publish', 'receive', 'update'] as const
export type LegName = (typeof legNames)[number]
export const tutorialMs: Readonly<Record<LegName, number>> = {
  write: 5,
  publish: 10,
  receive: 50,
  update: 20,
}

export type Leg = { readonly name: LegName; readonly ms: number | null; readonly tutorialMs: number }

/** The balance is what people wait for. */
const FOLLOWED = 'account-summaries'

/** Of the read model that shows the balance, or of the first that has told its times. */
export const followedProjector = ({ projectors }: Pick<CommandFlow, 'projectors'>) => {
  const timed = projectors.filter(({ isConcerned, times }) => isConcerned && times !== null)
  return timed.find(({ name }) => name === FOLLOWED) ?? timed[0]
}

/** Null for what is not known: not measured, or not over. */
export const legsOf = (flow: Pick<CommandFlow, 'recorded' | 'projectors'>): readonly Leg[] => {
  const { spans = [], outcome } = flow.recorded ?? {}
  const times = followedProjector(flow)?.times
  const began = spans[0]?.from
  const appended = outcome === 'accepted' ? spans.find(({ name }) => name === 'append')?.to : undefined
  const told = spans.find(({ name }) => name === 'wake')?.to
  // A projector that was up and looking may have read the events before the wake-up went out.
  const published = appended === undefined || told === undefined ? undefined : earlier(told, times?.readAt)
  const between = (from: number | undefined, to: number | undefined) =>
    from === undefined || to === undefined ? null : Math.max(0, to - from)
  const measured: Readonly<Record<LegName, number | null>> = {
    write: between(began, appended),
    publish: between(appended, published),
    receive: between(published, times?.readAt),
    update: published === undefined ? null : between(times?.readAt, times?.heardAt),
  }
  return legNames.map((name) => ({ name, ms: measured[name], tutorialMs: tutorialMs[name] }))
}

const earlier = (told: number, readAt: number | undefined) =>
  readAt === undefined ? told : Math.min(told, readAt)

/** What the legs come to, when all of them are known. */
export const totalOf = (legs: readonly Leg[]): number | null =>
  legs.reduce<number | null>((sum, { ms }) => (sum === null || ms === null ? null : sum + ms), 0)

/** Every step that was measured, in the order in which they began, each with its place on the line. */
export const layOut = (flow: Pick<CommandFlow, 'recorded' | 'projectors'>, marks?: Marks): readonly Bar[] => {
  const { spans = [] } = flow.recorded ?? {}
  const bars: Bar[] = spans.map(({ name, from, to }) => ({ id: name, from, to }))
  for (const { name, isConcerned, times } of flow.projectors)
    if (isConcerned && times && spans.length > 0)
      bars.push({ id: `projector:${name}`, from: times.readAt, to: times.heardAt })
  if (marks) bars.push(...browserBars(marks, bars))
  const start = Math.min(...bars.map(({ from }) => from))
  return bars
    .map(({ id, from, to }) => ({ id, from: from - start, to: Math.max(from, to) - start }))
    .toSorted((one, other) => one.from - other.from)
}

/** The server's part stands in the middle of the time that the browser has waited for it. */
const browserBars = (marks: Marks, server: readonly Bar[]): Bar[] => {
  const first = server.find(({ id }) => id === 'request' || id === 'queue')
  const last = server.find(({ id }) => id === 'answer')
  const waited = marks.answeredAt - marks.sentAt
  const worked = first && last ? last.to - first.from : 0
  const start = first ? first.from - Math.max(0, waited - worked) / 2 : marks.sentAt
  const offset = start - marks.sentAt
  const bar = (id: string, from: number, to: number | undefined): Bar[] =>
    to === undefined ? [] : [{ id, from: from + offset, to: to + offset }]
  return [
    ...bar('click', marks.clickedAt, marks.sentAt),
    ...bar('waiting', marks.sentAt, marks.answeredAt),
    ...bar('query', marks.answeredAt, marks.readAt),
    ...bar('screen', marks.readAt ?? marks.answeredAt, marks.shownAt),
  ]
}
