/** Asking for money while it is being written: who is asked, for what share, what is wrong, and what is given to the bank. */
import { type Currency, formatDecimal, type WireMoney } from '../../../../server/domain/decimal.ts'
import { shareOut } from '../../../../server/domain/payment-request/shares.ts'
import { minorUnits } from '../../../api-client/pending-overlay.ts'
import { readAmount } from '../../../components/amount-input.ts'
import { requestsText } from '../../../text/requests.ts'

const MAX_DESCRIPTION = 140
export const MAX_PEOPLE = 20
export const MAX_PARTS = 100
export const dayChoices = [3, 7, 14, 30, 90] as const

export type Person = { readonly accountId: string; readonly number: string; readonly name: string }
export type Sharer = Person & { readonly parts: number }

export type AskDraft = {
  readonly kind: 'one' | 'bill'
  readonly toAccountId: string
  readonly typedAmount: string
  readonly description: string
  readonly people: readonly Sharer[]
  readonly sharing: 'equal' | 'parts'
  /** 0 when one has had nothing of the bill oneself. */
  readonly ownParts: number
  readonly days: number
}

export const blankAsk = (toAccountId: string): AskDraft => ({
  kind: 'one',
  toAccountId,
  typedAmount: '',
  description: '',
  people: [],
  sharing: 'equal',
  ownParts: 1,
  days: 14,
})

/** How many parts count: equal shares are one part each, or none for oneself. */
const partsOf = ({ sharing, ownParts, people }: AskDraft): [own: number, ...others: number[]] =>
  sharing === 'equal'
    ? [Math.min(ownParts, 1), ...people.map(() => 1)]
    : [ownParts, ...people.map(({ parts }) => parts)]

export type Shares = {
  readonly own: WireMoney
  /** In the order of the people. */
  readonly others: readonly WireMoney[]
  /** Whether nobody had to be rounded. */
  readonly isExact: boolean
}

/** As the bank will reckon them, by the same function. Undefined while there is nothing to be shared, or nobody. */
export const sharesOf = (draft: AskDraft, currency: Currency): Shares | undefined => {
  const amount = readAmount(draft.typedAmount, currency)
  if (!amount.ok || draft.people.length === 0) return undefined
  const total = minorUnits({ amount: amount.amount, currency })
  const parts = partsOf(draft)
  const [own = 0n, ...others] = shareOut(total, parts)
  const all = BigInt(parts.reduce((sum, part) => sum + part, 0))
  const wire = (minor: bigint): WireMoney => ({ amount: formatDecimal(minor, currency), currency })
  return {
    own: wire(own),
    others: others.map(wire),
    isExact: parts.every((part) => (total * BigInt(part)) % all === 0n),
  }
}

/** What is left over is given away in these. */
export const smallestUnit = (currency: Currency): WireMoney => ({
  amount: formatDecimal(1n, currency),
  currency,
})

export type AskField = 'people' | 'amount' | 'description'
export type AskProblems = { readonly [Field in AskField]?: string }

export type CheckedAsk =
  | { readonly ok: true; readonly money: WireMoney; readonly description: string }
  | { readonly ok: false; readonly problems: AskProblems }

export const checkAsk = (draft: AskDraft, currency: Currency): CheckedAsk => {
  const amount = readAmount(draft.typedAmount, currency)
  const description = draft.description.normalize('NFC').trim()
  const problems: { -readonly [Field in AskField]?: string } = {}
  if (draft.people.length === 0) problems.people = requestsText.people.missing
  if (!amount.ok) problems.amount = amount.reason
  const nothing = draft.kind === 'bill' ? withNothing(draft, currency) : undefined
  if (nothing) problems.amount = requestsText.shares.tooSmall(nothing.name)
  if (description.length > MAX_DESCRIPTION || /\p{Cc}/u.test(description))
    problems.description = requestsText.form.longWhatFor
  if (!amount.ok || Object.keys(problems).length > 0) return { ok: false, problems }
  return { ok: true, money: { amount: amount.amount, currency }, description }
}

const withNothing = (draft: AskDraft, currency: Currency): Person | undefined => {
  const shares = sharesOf(draft, currency)
  return draft.people.find((_, index) => shares && minorUnits(shares.others[index] ?? shares.own) === 0n)
}

/** Why somebody cannot be added to those who are asked. */
export const cannotBeAsked = (
  person: Person,
  people: readonly Person[],
  ownAccountIds: readonly string[],
): string | undefined => {
  const { own, twice, most } = requestsText.people
  if (ownAccountIds.includes(person.accountId)) return own
  if (people.some(({ accountId }) => accountId === person.accountId)) return twice
  return people.length >= MAX_PEOPLE ? most : undefined
}

/** The parts as the bank takes them: of equal shares they need not be said. */
export const partsGiven = (
  draft: AskDraft,
): { ownParts: number; people: { accountId: string; parts: number }[] } => {
  const [ownParts, ...parts] = partsOf(draft)
  return {
    ownParts,
    people: draft.people.map(({ accountId }, index) => ({ accountId, parts: parts[index] ?? 1 })),
  }
}
