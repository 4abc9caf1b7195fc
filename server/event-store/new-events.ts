/** What is handed to the event store to be written, and over which connection. */
import type postgres from 'postgres'
import type { EventMetadata } from '../domain/event.ts'
import type { BankEvent } from '../domain/events.ts'
import type { StreamId } from '../domain/ids.ts'

/** A pool, a connection or a transaction: every function of the event store takes any of them. */
export type Queryable = postgres.ISql<{ bigint: number }>

/** An event in a shape that its type once had, as JSON. */
export type StoredForm = { readonly schemaVersion: number; readonly data: object }

export type NewEvent = {
  readonly streamId: StreamId
  /** Where in its stream the event must come to stand; 0 for the first. Refused when something stands there already. */
  readonly streamPosition: number
  readonly event: BankEvent
  readonly metadata: EventMetadata
  readonly createdAt: Date
  /** How it is to be stored, if not in its type's current version: for a past that was written by older software. */
  readonly stored?: StoredForm | undefined
}

export type NewReceipt = {
  readonly actor: string
  readonly commandId: string
  readonly requestHash: string
  readonly response: object
  /** How many events of the batch have been written when this command's last one is: its version is base + count. */
  readonly eventCount: number
}

export type Batch = {
  readonly events: readonly NewEvent[]
  readonly receipts: readonly NewReceipt[]
  /**
   * Streams that a decision has read but not written, each with its last position then (-1: no such stream). Only to be
   * given under `lockHead`: a statement's snapshot is older than the lock it waits for, so without it a change
   * made in between would be overlooked.
   */
  readonly reads: readonly { readonly streamId: string; readonly streamPosition: number }[]
}
