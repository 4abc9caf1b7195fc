/**
 * From what can go wrong to what the caller is told. Three kinds: a rejection (the bank's rules said no), a conflict or
 * a wait that the caller may try again, and a fault, of which the wire shows a correlation id and nothing else.
 */
import { TRPCError } from '@trpc/server'
import { ZodError } from 'zod'
import { TooManyRequests } from '../auth/request-limit.ts'
import {
  BusBusy,
  BusStopped,
  CommandConflict,
  CommandIdReused,
  OutcomeUnknown,
} from '../command-bus/errors.ts'
import { rejections } from '../domain/rejections.ts'
import { FaultNotPossible } from '../fault-injection/store.ts'
import { AlreadyResolved, BeingRebuilt, DeadLetterNotFound } from '../read-models/dead-letters/resolve.ts'
import { BeyondHead, ConsumerExists, ConsumerMoved } from '../read-models/feed/consumers.ts'
import { TooManyStreams } from '../read-models/live-updates.ts'
import { InvalidCursor } from '../read-models/paging.ts'
import { KeyIsParked } from '../read-models/rebuild/one-key.ts'
import { RebuildUnderWay } from '../read-models/rebuild/requests.ts'
import { VersionNotReached } from '../read-models/wait.ts'
import { type WireValue, wireValues } from './wire.ts'

/** A rule's no: its reason and details, money as it stands on the wire. */
export type WireRejection = { reason: string; [detail: string]: WireValue }

export type FieldError = { path: string; reason: string }

/** Beside `code`, `httpStatus` and `path`, what the callers of the API can act on. */
export type ErrorDetails = {
  correlationId?: string
  /** Bad input, one entry per field. The empty path is the input as a whole. */
  fields?: FieldError[]
  rejection?: WireRejection
  /** Which of several causes of one status: `CommandIdReused`, `Conflict`, `VersionNotReached`. */
  reason?: string
  /** How far the read model had come when waiting for a version was given up. */
  reached?: number
  retryAfterSeconds?: number
}

/** Carries the details from where something went wrong to the error formatter. */
export class Refusal extends Error {
  override name = 'Refusal'
  readonly details: ErrorDetails
  constructor(message: string, details: ErrorDetails) {
    super(message)
    this.details = details
  }
}

type Code = TRPCError['code']
const refuse = (code: Code, message: string, details: ErrorDetails) =>
  new TRPCError({ code, message, cause: new Refusal(message, details) })

export const notFound = (message = 'There is no such thing, or it is not yours.') =>
  refuse('NOT_FOUND', message, {})

export const badInput = (fields: FieldError[]) =>
  refuse('BAD_REQUEST', 'The input has mistakes; see the fields.', { fields })

const notFoundReasons = new Set([
  'AccountNotFound',
  'CategoryRuleNotFound',
  'CustomerNotFound',
  'PayeeNotFound',
  'PaymentNotFound',
  'QuoteNotFound',
  'SearchNotFound',
  'PaymentRequestNotFound',
  'StandingOrderNotFound',
  'TransferNotFound',
])

/** Something that the actor may not see is answered like something that is not there. */
export const rejection = (given: { reason: keyof typeof rejections }) =>
  refuse(
    notFoundReasons.has(given.reason) ? 'NOT_FOUND' : 'UNPROCESSABLE_CONTENT',
    rejections[given.reason],
    { rejection: { ...wireValues(given), reason: given.reason } },
  )

/** What the parts of the bank throw, in the wire's terms; `undefined` for everything else, which is a fault. */
export const refusalFor = (error: unknown): TRPCError | undefined => {
  if (error instanceof VersionNotReached) {
    const { version, reached } = error
    return refuse(
      'TIMEOUT',
      `Version ${version} is not visible yet; the read model has reached ${reached}.`,
      {
        reason: 'VersionNotReached',
        reached,
      },
    )
  }
  if (error instanceof InvalidCursor)
    return badInput([{ path: 'cursor', reason: 'must be a cursor from an earlier answer' }])
  if (error instanceof DeadLetterNotFound) return notFound(`${error.message}.`)
  if (error instanceof AlreadyResolved)
    return refuse('CONFLICT', `${error.message}.`, { reason: 'AlreadyResolved' })
  if (error instanceof BeingRebuilt)
    return refuse('CONFLICT', `${error.message}.`, { reason: 'BeingRebuilt' })
  if (error instanceof CommandIdReused)
    return refuse('CONFLICT', 'This commandId has been used with other content.', {
      reason: 'CommandIdReused',
      rejection: { reason: 'CommandIdReused' },
    })
  if (error instanceof KeyIsParked) return refuse('CONFLICT', `${error.message}.`, { reason: 'KeyIsParked' })
  if (error instanceof RebuildUnderWay)
    return refuse('CONFLICT', `${error.message}.`, { reason: 'RebuildUnderWay' })
  if (error instanceof CommandConflict)
    return refuse(
      'CONFLICT',
      'Others were changing the same accounts. Nothing was written; please try again.',
      {
        reason: 'Conflict',
        retryAfterSeconds: 1,
      },
    )
  if (error instanceof BusBusy || error instanceof BusStopped)
    return refuse('SERVICE_UNAVAILABLE', 'The bank is busy. Nothing was written; please try again.', {
      reason: 'Busy',
      retryAfterSeconds: error.retryAfterSeconds,
    })
  if (error instanceof FaultNotPossible) {
    const { reason, retryAfterSeconds } = error
    return refuse('CONFLICT', `${error.message}.`, {
      reason,
      ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
    })
  }
  if (error instanceof BeyondHead) return badInput([{ path: 'position', reason: error.message }])
  if (error instanceof ConsumerExists)
    return refuse('CONFLICT', `${error.message}.`, { reason: 'ConsumerExists' })
  if (error instanceof ConsumerMoved)
    return refuse('CONFLICT', `${error.message}: somebody else has moved it.`, {
      reason: 'ConsumerMoved',
      reached: error.position,
    })
  if (error instanceof TooManyStreams)
    return refuse('TOO_MANY_REQUESTS', 'Too many live streams are open; please poll, or close some.', {
      reason: 'TooManyStreams',
      retryAfterSeconds: error.retryAfterSeconds,
    })
  if (error instanceof TooManyRequests)
    return refuse('TOO_MANY_REQUESTS', `${error.message}; please wait a little.`, {
      reason: 'TooManyRequests',
      retryAfterSeconds: error.retryAfterSeconds,
    })
  if (error instanceof OutcomeUnknown)
    return refuse(
      'SERVICE_UNAVAILABLE',
      'The bank cannot say yet whether this was done. Send it again with the same commandId: it is done once or not at all.',
      { reason: 'OutcomeUnknown', retryAfterSeconds: error.retryAfterSeconds },
    )
  return undefined
}

const describeZodIssue = (issue: ZodError['issues'][number]): FieldError[] => {
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    const [first = []] = issue.errors
    return first.flatMap((inner) => describeZodIssue({ ...inner, path: [...issue.path, ...inner.path] }))
  }
  // Where a schema has no words of its own, zod's would be about types and not about the field.
  const reason =
    issue.code === 'invalid_type' && issue.message.startsWith('Invalid input')
      ? `must be ${/^[aeiou]/.test(issue.expected) ? 'an' : 'a'} ${issue.expected}`
      : issue.message
  return [{ path: issue.path.join('.'), reason }]
}

/** The message and the details of an error as they go over the wire. */
export const describeError = (error: TRPCError): { message: string; details: ErrorDetails } => {
  if (error.cause instanceof Refusal) return { message: error.message, details: error.cause.details }
  if (error.cause instanceof ZodError)
    return {
      message: 'The input has mistakes; see the fields.',
      details: { fields: error.cause.issues.flatMap(describeZodIssue) },
    }
  if (error.code === 'INTERNAL_SERVER_ERROR')
    return { message: 'Something went wrong on our side.', details: {} }
  if (error.cause instanceof SyntaxError) return { message: 'The request is not valid JSON.', details: {} }
  return { message: error.message, details: {} }
}
