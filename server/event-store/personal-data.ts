/**
 * Names and emails on their way into the log and out of it. In the log they are encrypted under their customer's own
 * key; to everybody who reads events they are plain, or, once the key is destroyed, what stands for an erased customer.
 *
 * Bound to event type, schema version, field and customer: a ciphertext that was moved to another place does not open.
 */
import { hasPersonalData, type PersonalData } from '../domain/event.ts'
import { eventDefinitions } from '../domain/events.ts'
import { type CustomerKeys, makeKeys, readKeys } from './customer-keys.ts'
import type { Batch, NewEvent, Queryable } from './new-events.ts'
import { isSealedText, openText, sealText } from './sealed-text.ts'

/** Types of which any version has personal data: a look is all that other events cost. */
const personalTypes = new Set(
  Object.values(eventDefinitions)
    .filter(hasPersonalData)
    .map(({ type }): string => type),
)

const personalIn = (type: string, version: number): PersonalData | undefined => {
  if (!personalTypes.has(type)) return undefined
  const definition = eventDefinitions[type as keyof typeof eventDefinitions]
  return version === definition.schemaVersion ? definition.personal : definition.older[version]?.personal
}

/** A batch in which nothing personal is plain any more. */
export type SealedBatch = Batch & { readonly [SEALED]: true }
declare const SEALED: unique symbol

/** Encrypts what is personal in the batch; a customer who is new to the bank gets a key. */
export const sealBatch = async (sql: Queryable, batch: Batch): Promise<SealedBatch> => {
  if (!batch.events.some(({ event }) => personalTypes.has(event.type))) return batch as SealedBatch
  const subjects = batch.events.flatMap(({ event, stored }) => {
    const personal = personalIn(event.type, (stored ?? eventDefinitions[event.type]).schemaVersion)
    return personal ? [subjectOf(event.data, personal)] : []
  })
  const keys = await makeKeys(sql, subjects)
  return { ...batch, events: batch.events.map((event) => sealEvent(event, keys)) } as unknown as SealedBatch
}

const sealEvent = (given: NewEvent, keys: CustomerKeys): NewEvent => {
  const { type } = given.event
  const { schemaVersion } = given.stored ?? eventDefinitions[type]
  const personal = personalIn(type, schemaVersion)
  if (!personal) return given
  const data: Record<string, unknown> = { ...(given.stored ?? given.event).data }
  const subject = subjectOf(data, personal)
  const key = keys.get(subject)
  if (typeof key !== 'object') throw new Error(`${type} is about a customer whose key is ${key ?? 'missing'}`)
  for (const field of Object.keys(personal.erased))
    data[field] = sealText(key, String(data[field]), placeOf(type, schemaVersion, field, subject))
  return { ...given, stored: { schemaVersion, data } }
}

/** What of an event is stored, as far as decrypting it goes. */
type StoredData = { readonly event_type: string; readonly schema_version: number; readonly data: unknown }

/** The keys that these rows need; without a query when none of them is about a person. */
export const keysFor = (
  sql: Queryable,
  rows: readonly StoredData[],
): Promise<CustomerKeys> | CustomerKeys => {
  const subjects = rows.flatMap(({ event_type, schema_version, data }) => {
    const personal = personalIn(event_type, schema_version)
    return personal ? [subjectOf(data, personal)] : []
  })
  return subjects.length === 0 ? NO_KEYS : readKeys(sql, subjects)
}

export const NO_KEYS: CustomerKeys = new Map()

/**
 * The row's data with everything personal in plain, or erased when the customer's key is destroyed, whether it was
 * encrypted or is from a time when nothing was. Throws when it cannot be opened.
 */
export const openData = ({ event_type, schema_version, data }: StoredData, keys: CustomerKeys): unknown => {
  const personal = personalIn(event_type, schema_version)
  if (!personal || typeof data !== 'object' || data === null) return data
  const subject = subjectOf(data, personal)
  const key = keys.get(subject)
  if (key === 'destroyed') return { ...data, ...personal.erased }
  const opened: Record<string, unknown> = { ...data }
  for (const field of Object.keys(personal.erased)) {
    const value = opened[field]
    if (!isSealedText(value)) continue
    if (typeof key !== 'object')
      throw new Error(`${field} is encrypted and the key of customer ${subject} is ${key ?? 'missing'}`)
    try {
      opened[field] = openText(key, value, placeOf(event_type, schema_version, field, subject))
    } catch (error) {
      throw new Error(`${field} was not encrypted for this place, or has been altered`, { cause: error })
    }
  }
  return opened
}

const subjectOf = (data: unknown, { subject }: PersonalData): string =>
  String((data as Record<string, unknown> | null)?.[subject])

const placeOf = (type: string, version: number, field: string, subject: string) => [
  'event',
  type,
  String(version),
  field,
  subject,
]
