/** A transfer while it is being written: what is still wrong with it, and what it becomes when it is looked at and sent. */
import { type Currency, parseDecimal, type WireMoney } from '../../../server/domain/decimal.ts'
import { toWire } from '../../../server/domain/money.ts'
import { LARGEST, unitsOf } from '../../../server/domain/payment/arrival.ts'
import type { AccountLimits } from '../../api-client/move-queries.ts'
import type { UnsentOrder } from '../../api-client/orders.ts'
import { type Failure, minorUnits, type PendingTransfer } from '../../api-client/pending-overlay.ts'
import type { ShownAccount } from '../../api-client/queries.ts'
import { readAmount } from '../../components/amount-input.ts'
import { formatMoney } from '../../components/money-format.ts'
import { limitText } from '../../text/refusals.ts'
import { transferText } from '../../text/transfer.ts'
import { type Asked, OTHER, type Recipient, type Target } from './recipients.ts'
import {
  blankSchedule,
  checkSchedule,
  draftOfSchedule,
  type ScheduleDraft,
  type ScheduleField,
} from './schedule-draft.ts'

const MAX_DESCRIPTION = 140
const MAX_NAME = 121

export type Draft = ScheduleDraft & {
  readonly fromAccountId: string
  /** An account's id, a payee's, or that a number is typed by hand. */
  readonly toId: string
  readonly typedName: string
  readonly typedNumber: string
  readonly isSaved: boolean
  /** That the number was checked with the recipient, where the name does not fit. */
  readonly isSure: boolean
  readonly typedAmount: string
  /** Of an exchange: which of the two amounts was typed. */
  readonly side: 'sell' | 'buy'
  readonly description: string
}

export type DraftField = NonNullable<Failure['field']> | ScheduleField | 'name'
export type DraftProblems = { readonly [Field in DraftField]?: string }

export const blankDraft = (fromAccountId: string, today: string): Draft => ({
  ...blankSchedule(today),
  fromAccountId,
  toId: '',
  typedName: '',
  typedNumber: '',
  isSaved: false,
  isSure: false,
  typedAmount: '',
  side: 'sell',
  description: '',
})

type Written = Pick<PendingTransfer, 'from' | 'to' | 'money' | 'description'> & {
  readonly schedule?: Parameters<typeof draftOfSchedule>[0]
}

/** Something that was ordered before, opened to be changed or to be done once more. */
export const draftOf = (
  written: Written,
  { recipients, today }: { recipients: readonly Recipient[]; today: string },
): Draft => ({
  ...blankDraft(written.from.accountId, today),
  ...(written.schedule ? draftOfSchedule(written.schedule, today) : {}),
  ...addressedTo(written.to, recipients),
  typedAmount: written.money.amount,
  description: written.description,
})

/** Chosen from the list where it is there, typed by hand where it is not. */
export const addressedTo = (
  { number, name }: { readonly number: string; readonly name: string },
  recipients: readonly Recipient[],
): Pick<Draft, 'toId' | 'typedNumber' | 'typedName'> => {
  const listed = recipients.find((recipient) => recipient.number === number)
  return listed
    ? { toId: listed.accountId, typedNumber: '', typedName: '' }
    : { toId: OTHER, typedNumber: number, typedName: name }
}

export type Ids = { readonly payeeId: string; readonly payeeCommandId: string }

/** Of an exchange there is none before its price is named. */
export type FormOrder = Exclude<UnsentOrder, { kind: 'exchange' }>

export type CheckedDraft =
  | { readonly ok: true; readonly kind: 'order'; readonly order: FormOrder; readonly target: Target }
  /** A price is to be asked for, which holds for seconds: only then is there an order. */
  | {
      readonly ok: true
      readonly kind: 'exchange'
      readonly from: ShownAccount
      readonly target: Target
      readonly side: 'sell' | 'buy'
      readonly money: WireMoney
    }
  | { readonly ok: false; readonly problems: DraftProblems }

/** Whether it is money of one's own that becomes another currency. */
export const isExchange = (from: ShownAccount | undefined, asked: Asked): boolean =>
  asked.state === 'found' && asked.target.place === 'own' && asked.target.currency !== from?.currency

/** The currency of the amount that is typed. */
export const typedCurrency = (draft: Draft, from: ShownAccount, asked: Asked): Currency =>
  draft.side === 'buy' && asked.state === 'found' && isExchange(from, asked)
    ? (asked.target.currency ?? from.currency)
    : from.currency

export const checkDraft = (
  draft: Draft,
  {
    accounts,
    asked,
    limits,
    today,
    ids,
  }: {
    accounts: readonly ShownAccount[]
    asked: Asked
    limits: AccountLimits | undefined
    today: string
    ids: Ids
  },
): CheckedDraft => {
  const from = accounts.find(({ accountId }) => accountId === draft.fromAccountId)
  if (!from) return { ok: false, problems: { from: transferText.from.missing } }
  const amount = readAmount(draft.typedAmount, typedCurrency(draft, from, asked))
  const money = amount.ok ? { amount: amount.amount, currency: typedCurrency(draft, from, asked) } : undefined
  const description = draft.description.normalize('NFC').trim()
  const target = asked.state === 'found' ? asked.target : undefined
  const exchanges = isExchange(from, asked)
  // What cannot be put off is not, whatever was chosen before.
  const dates = checkSchedule(exchanges ? { ...draft, when: 'now' } : draft, today)

  const problems: DraftProblems = {
    ...problemsOfRecipient(draft, from, asked),
    ...(!amount.ok
      ? { amount: amount.reason }
      : money && target
        ? told('amount', brokenBy(money, { limits, target, isNow: dates.ok && dates.schedule === null }))
        : {}),
    ...told('description', exchanges ? undefined : problemOfDescription(description)),
    ...(dates.ok ? {} : { [dates.field]: dates.problem }),
  }
  if (!target || !money || !dates.ok || Object.keys(problems).length > 0) return { ok: false, problems }
  if (exchanges) return { ok: true, kind: 'exchange', from, target, side: draft.side, money }

  const { accountId, number, name } = from
  const common = { from: { accountId, number, name }, to: target.party, money, description }
  const newPayee = target.isNew &&
    (draft.isSaved || target.place === 'elsewhere') && {
      newPayee: {
        commandId: ids.payeeCommandId,
        payeeId: ids.payeeId,
        name: target.party.name,
        number: target.party.number,
      },
    }
  const payeeId = target.place === 'elsewhere' ? target.party.accountId : undefined
  const order: FormOrder = dates.schedule
    ? {
        kind: 'standingOrder',
        ...common,
        ...newPayee,
        ...(payeeId !== undefined && { payeeId }),
        schedule: dates.schedule,
      }
    : payeeId !== undefined
      ? { kind: 'payment', ...common, ...newPayee, payeeId }
      : { kind: 'transfer', ...common, ...newPayee }
  return { ok: true, kind: 'order', order, target }
}

const told = (field: DraftField, problem: string | undefined): DraftProblems =>
  problem === undefined ? {} : { [field]: problem }

const problemsOfRecipient = (draft: Draft, from: ShownAccount, asked: Asked): DraftProblems => {
  const { to, recipient } = transferText
  const name = draft.typedName.normalize('NFC').trim()
  const nameProblem =
    draft.toId !== OTHER
      ? undefined
      : name === ''
        ? recipient.nameMissing
        : name.length > MAX_NAME || /\p{Cc}/u.test(name)
          ? recipient.nameWrong
          : undefined
  const problem = ((): string | undefined => {
    switch (asked.state) {
      case 'nobody':
        return to.missing
      case 'typing':
        return recipient.numberMissing
      case 'looking':
        // Without a name nothing is being looked up any more.
        return nameProblem ? undefined : recipient.checking
      case 'wrong':
        return asked.reason
      case 'found': {
        const { party, place, currency, check } = asked.target
        if (party.accountId === from.accountId) return to.same
        if (place !== 'own' && currency !== null && currency !== from.currency)
          return to.currency(currency, from.currency)
        return needsAssurance(check) && !draft.isSure ? recipient.sureMissing : undefined
      }
    }
  })()
  return { ...told('name', nameProblem), ...told('to', problem) }
}

/** Whether whoever sends must say that they have checked it themselves. */
export const needsAssurance = (check: Target['check']): boolean =>
  check === 'noMatch' || check === 'unavailable'

const problemOfDescription = (description: string): string | undefined => {
  const { tooLong, oneLine } = transferText.description
  if (description.length > MAX_DESCRIPTION) return tooLong(MAX_DESCRIPTION)
  return /\p{Cc}/u.test(description) ? oneLine : undefined
}

/** The limit that the bank would name, as far as it can be known here: whom it has seen before only the bank knows. */
export const brokenBy = (
  money: WireMoney,
  { limits, target, isNow }: { limits: AccountLimits | undefined; target: Target; isNow: boolean },
): string | undefined => {
  const isMore = (limit: WireMoney) => minorUnits(money) > minorUnits(limit)
  if (target.place === 'elsewhere') {
    const largest = { amountMinor: unitsOf(LARGEST, money), currency: money.currency }
    if ((parseDecimal(money.amount, money.currency) ?? 0n) > largest.amountMinor)
      return transferText.amount.tooLarge(formatMoney(toWire(largest)))
  }
  // What is sent later is held against the limits of that day.
  if (!limits || limits.current.perTransfer.currency !== money.currency) return undefined
  const { current, today } = limits
  if (isMore(current.perTransfer)) return limitText.perTransfer(formatMoney(current.perTransfer))
  if (!isNow) return undefined
  if (isMore(today.available)) return limitText.perDay(formatMoney(today.available))
  return !target.wasPaid && isMore(current.newPayee)
    ? limitText.newPayee(formatMoney(current.newPayee))
    : undefined
}
