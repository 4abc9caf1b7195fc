/**
 * What an error from the bank means for a command, and how to say it to a person. Three answers are possible: it was
 * refused, nobody is signed in, or nothing is known and the same command should be sent again.
 */
import { rejections } from '../../server/domain/rejections.ts'
import { formatMoney } from '../components/money-format.ts'
import {
  answerText,
  exchangeText,
  fieldText,
  limitText,
  payeeText,
  readText,
  rejectionText as text,
} from '../text/refusals.ts'
import type { Failure } from './pending-overlay.ts'

export type CommandOutcome =
  | { readonly kind: 'refused'; readonly failure: Failure }
  | { readonly kind: 'signed-out' }
  | { readonly kind: 'again'; readonly afterMs: number | null }

/** The shape that the bank's errors have on the wire; see the API's error formatter. */
type WireError = {
  httpStatus?: number
  rejection?: {
    reason: string
    field?: string
    shortBy?: unknown
    accountCurrency?: string
    which?: string
    limit?: unknown
    available?: unknown
    payeeId?: string
  }
  fields?: { path: string; reason: string }[]
  reason?: string
  reached?: number
  correlationId?: string
}

export const wireErrorOf = (error: unknown): WireError | undefined =>
  typeof error === 'object' &&
  error !== null &&
  'data' in error &&
  typeof error.data === 'object' &&
  error.data !== null
    ? (error.data as WireError)
    : undefined

export const httpStatusOf = (error: unknown): number | undefined => wireErrorOf(error)?.httpStatus

export const judge = (error: unknown): CommandOutcome => {
  const wire = wireErrorOf(error)
  // Without the bank's own error shape there was no answer: a cut line, a restart, a proxy's page.
  if (!wire?.httpStatus) return { kind: 'again', afterMs: null }
  if (wire.rejection) return { kind: 'refused', failure: describeRejection(wire.rejection) }
  if (wire.fields?.length) return { kind: 'refused', failure: describeFields(wire.fields) }
  if (wire.httpStatus === 401) return { kind: 'signed-out' }
  if (wire.httpStatus === 403) return refuse('Forbidden', answerText.forbidden)
  if (wire.httpStatus === 409 && wire.reason === 'CommandIdReused')
    return refuse('CommandIdReused', answerText.formUsed)
  if (wire.httpStatus >= 400 && wire.httpStatus < 500 && ![408, 409, 429].includes(wire.httpStatus))
    return refuse('Refused', answerText.unreadable)
  return { kind: 'again', afterMs: retryAfterMs(error) }
}

const refuse = (reason: string, message: string): CommandOutcome => ({
  kind: 'refused',
  failure: { reason, message, field: null },
})

const retryAfterMs = (error: unknown): number | null => {
  const response = (error as { meta?: { response?: unknown } }).meta?.response
  if (!(response instanceof Response)) return null
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN)
  return Number.isFinite(seconds) ? seconds * 1_000 : null
}

const sideOf = (field: string | undefined): 'from' | 'to' | null =>
  field === 'fromAccountId' ? 'from' : field === 'toAccountId' ? 'to' : null

/** For reasons that no screen has words of its own for. */
const sentences: ReadonlyMap<string, string> = new Map(Object.entries(rejections))

const describeRejection = (rejection: NonNullable<WireError['rejection']>): Failure => {
  const { reason } = rejection
  const side = sideOf(rejection.field)
  const account = text.account[side ?? 'this']
  const said = (message: string, field: Failure['field'] = side): Failure => ({ reason, message, field })
  switch (reason) {
    case 'InsufficientFunds':
      return said(
        isMoney(rejection.shortBy) ? text.shortBy(formatMoney(rejection.shortBy)) : text.insufficient,
        'amount',
      )
    case 'LimitExceeded':
      return said(describeLimit(rejection), 'amount')
    case 'QuoteExpired':
      return said(exchangeText.expired, 'amount')
    case 'QuoteUsed':
      return said(exchangeText.used, null)
    case 'AmountTooSmall':
      return said(exchangeText.tooSmall, 'amount')
    case 'PayeeNotFound':
      return said(payeeText.notFound, 'to')
    case 'DateInPast':
      return said(sentences.get(reason) ?? '', 'when')
    case 'SameAccount':
      return said(text.sameAccount, 'to')
    case 'CurrencyMismatch':
      return said(
        rejection.accountCurrency ? text.currenciesWith(rejection.accountCurrency) : text.currencies,
        'to',
      )
    case 'AccountNotFound':
      return said(text.notThere(account))
    case 'AccountFrozen':
      return said(text.frozen(account))
    case 'AccountClosed':
      return said(text.closed(account))
    case 'AccountNotFrozen':
      return said(text.notFrozen)
    case 'BalanceNotZero':
      return said(text.notEmpty)
    case 'BalanceTooLarge':
      return said(text.tooLarge, 'amount')
    case 'MoneyIsHeld':
      return said(text.isHeld)
    case 'TransferNotHeld':
      return said(text.notHeld, null)
    case 'TransferNotCancellable':
      return said(text.underWay, null)
    case 'TransferNotFound':
      return said(text.noTransfer, null)
    case 'TransferAlreadyExists':
      return said(text.sentBefore, null)
    default:
      return said(sentences.get(reason) ?? text.other(reason), null)
  }
}

const describeLimit = ({ which, limit, available }: NonNullable<WireError['rejection']>): string => {
  const told = isMoney(available) ? formatMoney(available) : ''
  if (which === 'perTransfer' && isMoney(limit)) return limitText.perTransfer(formatMoney(limit))
  if (which === 'newPayee') return limitText.newPayee(told)
  return limitText.perDay(told)
}

const describeFields = (fields: readonly { path: string; reason: string }[]): Failure => {
  const [first] = fields
  const path = first?.path ?? ''
  const field = path.startsWith('money') ? 'amount' : path === 'description' ? 'description' : sideOf(path)
  return {
    reason: 'BadInput',
    message: fieldText.problem(
      field ? fieldText.names[field] : path || fieldText.form,
      first?.reason ?? fieldText.notRight,
    ),
    field,
  }
}

const isMoney = (value: unknown): value is { amount: string; currency: string } =>
  typeof value === 'object' && value !== null && 'amount' in value && 'currency' in value

/** A sentence for a query that failed. */
export const describeReadFailure = (error: unknown): string => {
  const status = httpStatusOf(error)
  if (status === 408) return readText.catchingUp
  if (status === 404) return readText.nothingHere
  if (status === 429 || status === 503) return readText.busy
  if (status === undefined) return readText.unreachable
  const correlationId = wireErrorOf(error)?.correlationId
  return correlationId ? readText.faultNamed(correlationId) : readText.fault
}
