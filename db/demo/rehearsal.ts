/**
 * The demo's bank in memory. Each command of the plan is decided here first, by the bank's own rules over the states that
 * its own events have made: so the plan knows what comes of it and at which position, and never asks for what the bank
 * would refuse.
 */
import { createDayOf } from '../../server/domain/calendar/day-of.ts'
import { type CommandData, type CommandName, commandDefinitions } from '../../server/domain/commands.ts'
import type {
  Actor,
  Aggregate,
  CommandDefinition,
  Decision,
  StreamRef,
  StreamRefs,
} from '../../server/domain/decider.ts'
import { type BankEvent, streamOf } from '../../server/domain/events.ts'
import type { NewId, StreamId } from '../../server/domain/ids.ts'

/** An event of the plan, where and when the log will have it. */
export type Happened<Type extends BankEvent['type'] = BankEvent['type']> = Extract<
  BankEvent,
  { type: Type }
> & {
  readonly position: number
  readonly atMs: number
}

export type Rehearsal = {
  /** How many events there are so far. */
  readonly position: () => number
  readonly stateOf: <State>(ref: StreamRef<State>) => State
  readonly execute: <Name extends CommandName>(
    name: Name,
    data: CommandData<Name>,
    moment: { readonly actor: Actor; readonly atMs: number; readonly newId: NewId },
  ) => Rehearsed
}
export type Rehearsed =
  | {
      readonly outcome: 'accepted'
      readonly events: readonly Happened[]
      /** So many commands must be committed before this one can be given beside others. */
      readonly after: number
    }
  | { readonly outcome: 'rejected'; readonly reason: string }

/** How many commands are given to the bus at a time: it takes no more, so that each of these is one commit. */
export const AT_ONCE = 512

type Version = { readonly command: number; readonly state: unknown }

export const createRehearsal = (timeZone: string): Rehearsal => {
  /** Of each stream its states, each with the command that has made it, as far back as anybody asks. */
  const versions = new Map<StreamId, Version[]>()
  const dayOf = createDayOf(timeZone)
  let position = 0
  let count = 0

  const stateOf = <State>({ streamId, aggregate }: StreamRef<State>): State =>
    (versions.get(streamId)?.at(-1)?.state as State | undefined) ?? aggregate.initialState
  const stateBefore = ({ streamId, aggregate }: StreamRef, command: number): unknown =>
    versions.get(streamId)?.findLast((version) => version.command < command)?.state ?? aggregate.initialState
  const statesOf = (streams: StreamRefs, of: (ref: StreamRef) => unknown = stateOf) =>
    Object.fromEntries(Object.entries(streams).map(([part, ref]) => [part, of(ref)]))

  /**
   * The bus loads the streams of a batch before it decides it. A command whose streams are named by what another one of
   * the same batch has just done would be put off, and decided behind those after it.
   */
  const namedSince = (first: StreamRefs, furtherAt: (states: object) => StreamRefs): number => {
    const now = namesOf(furtherAt(statesOf(first)))
    const changes = new Set(
      Object.values(first).flatMap(({ streamId }) => {
        const all = versions.get(streamId) ?? []
        const old = all.findLastIndex(({ command }) => command < count - AT_ONCE)
        return all.slice(old + 1).map(({ command }) => command)
      }),
    )
    for (const command of [...changes].sort((a, b) => b - a))
      if (namesOf(furtherAt(statesOf(first, (ref) => stateBefore(ref, command)))) !== now) return command + 1
    return 0
  }

  return {
    position: () => position,
    stateOf,
    execute: (name, data, { actor, atMs, newId }) => {
      const definition = commandDefinitions[name] as unknown as CommandDefinition
      const at = new Date(atMs)
      const moment = { actor, at, timeZone, newId, today: dayOf(at), already: 0 }
      const command = definition.prepare(data, moment)
      const first = definition.streams(command)
      const furtherAt = (states: object): StreamRefs =>
        definition.further?.(command, states as Record<string, unknown>) ?? {}
      const streams = { ...first, ...furtherAt(statesOf(first)) }
      const decision = definition.decide(command, statesOf(streams), actor) as Decision<
        BankEvent,
        { reason: string }
      >
      if (decision.outcome === 'rejected') return { outcome: 'rejected', reason: decision.rejection.reason }
      const after = definition.further ? namedSince(first, furtherAt) : 0
      const aggregates = new Map<StreamId, Aggregate>(
        Object.values(streams).map(({ streamId, aggregate }) => [streamId, aggregate]),
      )
      const events = decision.events.map((event): Happened => {
        const streamId = streamOf(event)
        const aggregate = aggregates.get(streamId)
        if (!aggregate) throw new Error(`${name} writes to ${streamId} without having named it`)
        const state = aggregate.evolve(stateOf({ streamId, aggregate }), event)
        const before = versions.get(streamId)
        if (before) {
          before.push({ command: count, state })
          if ((before[AT_ONCE]?.command ?? count) < count - AT_ONCE) before.splice(0, AT_ONCE)
        } else versions.set(streamId, [{ command: count, state }])
        position += 1
        return { ...event, position, atMs }
      })
      count += 1
      return { outcome: 'accepted', events, after }
    },
  }
}

const namesOf = (streams: StreamRefs): string =>
  Object.entries(streams)
    .map(([part, { streamId }]) => `${part} ${streamId}`)
    .join()
