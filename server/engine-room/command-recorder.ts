/**
 * What the command bus of this process did last, command by command: what came in, what each was decided on, what came of
 * it, who was in the same batch, and when what happened. Rejected commands too, and those that were sent twice.
 *
 * Recording a batch is to keep it: the bus has made everything that is shown here anyway. So it costs the same for one
 * command and for five hundred, and what is looked at is made only when somebody looks. It is bounded by the number of
 * commands, and gone when the process ends; the log itself forgets nothing.
 */
import type { AnsweredBatch } from '../command-bus/answered-batch.ts'
import type { BatchOutcome } from '../command-bus/batch.ts'
import type { Rejection, WaitingCommand } from '../command-bus/command.ts'
import { type CommandSpan, offsetAt, spansOf } from './command-spans.ts'
import { hiding, type Shown } from './hidden-fields.ts'

/** `duplicate`: answered from its receipt. `reused`: its id had been used for something else. */
export type RecordedOutcome = 'accepted' | 'rejected' | 'duplicate' | 'reused' | 'fault'

export type RecordedCommand = {
  commandId: string
  correlationId: string
  name: string
  userId: string
  at: string
  outcome: RecordedOutcome
  /** With its amounts in the form of the wire. */
  rejection: { reason: string; details: Shown } | null
  /** The position of its last event; null when it has written none. */
  version: number | null
  eventCount: number
  /** As it came in, with the ids that were made for it. What is personal is left out. */
  data: Shown
  /** The streams that it was decided on, and the states that they had. */
  streams: { part: string; streamId: string; state: Shown | null }[]
  batch: {
    size: number
    /** Which of them it was, counted from 1. */
    place: number
    neighbours: { name: string; outcome: BatchOutcome['outcome']; isSelf: boolean }[]
  }
  /** How often it was put back before: decided on a state that may have been old, or waiting for a long stream. */
  putBack: number
  spans: CommandSpan[]
}

export type CommandRecorder = {
  readonly batchAnswered: (batch: AnsweredBatch) => void
  /** The newest first. */
  readonly recent: (limit: number) => RecordedCommand[]
  /** The last time that this id was answered. */
  readonly find: (commandId: string) => RecordedCommand | undefined
}

/** With some 5 kB each: states and events are shared with whatever else holds them. */
export const MOST_RECORDED = 1_000
const MOST_NEIGHBOURS = 40

/** The two clocks may part later: what is kept is told by the one that everybody has. */
type Kept = AnsweredBatch & { readonly offset: number }
type Found = { readonly batch: Kept; readonly index: number; readonly putBack: number }

export const createCommandRecorder = ({ most = MOST_RECORDED }: { most?: number } = {}): CommandRecorder => {
  const batches: Kept[] = []
  let kept = 0

  /** Newest first, each command where it was answered. */
  function* answered(): Generator<Found> {
    for (let at = batches.length - 1; at >= 0; at--) {
      const batch = batches[at] as Kept
      for (let index = batch.commands.length - 1; index >= 0; index--) {
        if (outcomeOf(batch, index) === undefined) continue
        const command = batch.commands[index] as WaitingCommand
        // Put back it comes again at once, so the tries before lie close.
        const before = command.doubtful || command.waitsUntil !== undefined
        const putBack = before
          ? batches.slice(0, at).filter(({ commands }) => commands.includes(command))
          : []
        yield { batch, index, putBack: putBack.length }
      }
    }
  }

  return {
    batchAnswered: (batch) => {
      batches.push({ ...batch, offset: offsetAt(batch.times.takenAt) })
      kept += batch.commands.length
      while (kept > most && batches.length > 1) kept -= batches.shift()!.commands.length
    },
    recent: (limit) => answered().take(limit).map(recorded).toArray(),
    find: (commandId) => {
      const found = answered().find(({ batch, index }) => batch.commands[index]?.commandId === commandId)
      return found && recorded(found)
    },
  }
}

const outcomeOf = ({ outcomes, decisions }: AnsweredBatch, index: number): RecordedOutcome | undefined => {
  const outcome = outcomes[index]?.outcome
  if (outcome === 'doubtful' || outcome === 'tooLong') return undefined
  // Accepted without having been decided: its receipt was there.
  return outcome === 'accepted' && decisions[index]?.outcome === 'accepted' ? 'duplicate' : outcome
}

const told = (rejection: Rejection) => ({ reason: rejection.reason, details: hiding(rejection) })

const recorded = ({ batch, index, putBack }: Found): RecordedCommand => {
  const command = batch.commands[index] as WaitingCommand
  const outcome = batch.outcomes[index] as BatchOutcome
  const decision = batch.decisions[index]
  const states = batch.states[index] ?? {}
  // A full batch is shown around the command that is looked at.
  const first = Math.max(0, Math.min(index - MOST_NEIGHBOURS / 2, batch.commands.length - MOST_NEIGHBOURS))
  return {
    commandId: command.commandId,
    correlationId: command.metadata.correlationId,
    name: command.name,
    userId: command.actor.userId,
    at: command.at.toISOString(),
    outcome: outcomeOf(batch, index) ?? 'fault',
    rejection: outcome.outcome === 'rejected' ? told(outcome.rejection) : null,
    version: outcome.outcome === 'accepted' ? outcome.version : null,
    eventCount: decision?.outcome === 'decided' ? decision.events.length : 0,
    data: hiding(command.data),
    streams: Object.entries(command.streams).map(([part, { streamId, aggregate }]) => ({
      part,
      streamId,
      state: part in states && !aggregate.snapshot.hasPersonalData ? hiding(states[part]) : null,
    })),
    batch: {
      size: batch.commands.length,
      place: index + 1,
      neighbours: batch.commands.slice(first, first + MOST_NEIGHBOURS).map(({ name }, at) => ({
        name,
        outcome: (batch.outcomes[first + at] as BatchOutcome).outcome,
        isSelf: first + at === index,
      })),
    },
    putBack,
    spans: spansOf(command, batch, batch.offset),
  }
}
