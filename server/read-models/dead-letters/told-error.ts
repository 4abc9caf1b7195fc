/**
 * What of an error may be kept, and logged. A handler's message may quote what it was given, and what is kept of a dead
 * letter outlives the erasure of a person. So of an error at an event about a person the message is left out: its name,
 * its code and where it was thrown say which line to look at. Other events, and the rows made of them, name nobody.
 */
import { eventDefinitions, typesAboutPeople } from '../../domain/events.ts'
import { UnreadableEvent } from '../../event-store/codec.ts'
import type { Failure } from './known-failures.ts'
import type { ParkedError } from './table.ts'

const NAME_LENGTH = 100
const MESSAGE_LENGTH = 1_000
const STACK_LENGTH = 4_000

/** An email can stand in a text that a customer has written. */
const EMAIL = /[^\s"'`(<=]+@[^\s"'`)>]+/g

/** In bounds. Of what the database says only the code and the column: the rest quotes values. */
export const tellError = ({ type, error }: Failure): ParkedError => {
  if (!(error instanceof Error))
    return { name: typeof error, message: isAboutPerson(type) ? LEFT_OUT : text(String(error)), stack: null }
  const { code, column_name, constraint_name } = error as Partial<Record<string, unknown>> & Error
  const where = constraint_name ?? column_name
  const message =
    error.name === 'PostgresError'
      ? `The database refuses the row (SQLSTATE ${code}${where ? `, ${where}` : ''})`
      : isAboutPerson(type) && !isOurs(error)
        ? `${LEFT_OUT}${typeof code === 'string' ? ` (${code})` : ''}`
        : error.message
  const frames = framesOf(error)
  return {
    name: text(error.name, NAME_LENGTH),
    message: text(message),
    stack: frames.length > 0 ? text(frames.join('\n'), STACK_LENGTH) : null,
  }
}

/** The same for a log. */
export const loggable = (failure: Failure): Error => {
  const { name, message, stack } = tellError(failure)
  return Object.assign(new Error(message), { name, stack: `${name}: ${message}\n${stack ?? ''}` })
}

const isAboutPerson = (type: string): boolean => typesAboutPeople.has(type) || !(type in eventDefinitions)

const LEFT_OUT = 'The message is left out: the event is about a person'

/** What cannot be decoded says why in the bank's own words, unless an upcaster has thrown something. */
const isOurs = (error: Error) => error instanceof UnreadableEvent && error.cause === undefined

/** Postgres has no way to store the character 0. */
const text = (given: string, length = MESSAGE_LENGTH) =>
  given.replaceAll('\0', '').replace(EMAIL, '[email]').slice(0, length)

/** A stack begins with the message, whose lines may look like anything. */
const framesOf = ({ stack = '', message }: Error): string[] => {
  const start = stack.indexOf(message)
  return (start < 0 ? stack : stack.slice(start + message.length))
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
}
