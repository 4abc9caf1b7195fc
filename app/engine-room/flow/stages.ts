/** The stages of a command's way, as many as it has gone through: one that was refused ends where it was refused. */
import type { CommandFlow, Marks } from '../../api-client/engine-room-flow-queries.ts'

export type Stage =
  | { readonly id: 'click' | 'trpc' | 'bus' | 'decider' | 'append' | 'wake' | 'query' | 'screen' }
  | { readonly id: `projector:${string}`; readonly projector: string }

/** `marks`: what this page has measured, if the command was sent from it. */
export const stagesOf = (
  { recorded, events, projectors }: CommandFlow,
  marks: Marks | undefined,
): readonly Stage[] => {
  const stages: Stage[] = []
  if (marks) stages.push({ id: 'click' })
  if (recorded) stages.push({ id: 'trpc' }, { id: 'bus' }, { id: 'decider' })
  if (events.length > 0) {
    stages.push({ id: 'append' }, { id: 'wake' })
    for (const { name, isConcerned } of projectors)
      if (isConcerned) stages.push({ id: `projector:${name}`, projector: name })
  }
  if (marks?.readAt !== undefined) stages.push({ id: 'query' })
  if (marks) stages.push({ id: 'screen' })
  return stages
}

/** Where somebody stands who wants to see a stage that there may not be. */
export const placeOf = (stages: readonly Stage[], wanted: string | null): number =>
  Math.max(
    0,
    stages.findIndex(({ id }) => id === wanted),
  )
