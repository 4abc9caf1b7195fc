/**
 * Folds events into the instances of all processes. One projector for all of them, so that each further process costs
 * the bank no further checkpoint; one that is new to a bank with a past has its rows made by a rebuild.
 */
import type { BankEventType, StoredBankEvent } from '../../domain/events.ts'
import type { ProcessState } from '../../domain/process.ts'
import { type FoldPart, projector } from '../projection.ts'
import { processes, type RegisteredProcess } from './registry.ts'
import type { ProcessTable } from './table.ts'

type Instance = ProcessTable['$inferSelect']
type Handlers = Readonly<
  Record<string, (state: ProcessState | undefined, event: StoredBankEvent) => ProcessState | undefined>
>

/** An event that makes nothing of an instance leaves its row as it is, or none where none was. */
export const processPart = ({ process, table }: RegisteredProcess): FoldPart => {
  // The runner hands over only events of the types in `on`, which a type without parameters cannot say.
  const handlers = process.on as Handlers
  const instanceOf = process.instanceOf as (event: StoredBankEvent) => string
  return {
    kind: 'fold',
    identity: Symbol(process.name),
    table,
    eventTypes: new Set(Object.keys(handlers) as BankEventType[]),
    keyOf: instanceOf,
    evolve: (row, event): Instance | undefined => {
      const before = row as Instance | undefined
      const state = handlers[event.type]!(before?.state, event)
      if (state === undefined) return undefined
      const isOver = process.isOver(state)
      const dueAt = isOver ? null : process.dueAt(state)
      return {
        instanceId: instanceOf(event),
        state,
        dueAt: dueAt === null ? null : new Date(dueAt),
        endedAt: isOver ? (before?.endedAt ?? event.createdAt) : null,
        correlationId: event.metadata.correlationId,
        causationId: event.metadata.commandId,
        lastPosition: event.globalPosition,
      }
    },
  }
}

export const processInstances = projector('processes', processes.map(processPart))
