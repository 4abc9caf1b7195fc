/** Asking for money while it is being written: who is asked, for what share, what is wrong, and what is given to the bank. */
import { type Currency, formatDecimal, type WireMoney } from '../../../../server/domain/decimal.ts'
import { shareOut } from '../../../../server/domain/payment-request/shares.ts'
import { minorUnits } from '../../../api-client/pending-overlay.ts'
import { readAmount } from '../../../components/amount-input.ts'
import { formatMoney } from '../../../components/money-format.ts'
import { requestsText } from '../../../text/requests.ts'

const MAX_DESCRIPTION = 140
export const MAX_PEOPLE = 20
export const MAX_PARTS = 100
export const dayChoices = [3, 7, 14, 30, 90] as const

export type Person = { readonly accountId: string; readonly number: string; readonly name: string }
/** Both are kept, whichever counts: so that nothing typed is lost by looking at the other way. */
export type Sharer = Person & { readonly parts: number; readonly typedShare: string }

export type AskDraft = {
  readonly kind: 'one' | 'bill'
  readonly toAccountId: string
  readonly typedAmount: string
  readonly description: string
  readonly people: readonly Sharer[]
  readonly sharing: 'equal' | 'parts' | 'amounts'
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
  sharing === 'parts'
    ? [ownParts, ...people.map(({ parts }) => parts)]
    : [Math.min(ownParts, 1), ...people.map(() => 1)]

export type Shares = {
  readonly own: WireMoney
  /** In the order of the people. */
  readonly others: readonly WireMoney[]
  /** Whether nobody had to be rounded. */
  readonly isExact: boolean
}

/** What was typed for each, of those for whom an amount was; what is left is one's own, and may be less than nothing. */
const typedShares = (
  draft: AskDraft,
  total: bigint,
  currency: Currency,
): { readonly own: bigint; readonly others: readonly (bigint | undefined)[] } => {
  const others = draft.people.map(({ typedShare }) => {
    const share = readAmount(typedShare, currency)
    return share.ok ? minorUnits({ amount: share.amount, currency }) : undefined
  })
  return { own: others.reduce<bigint>((left, share) => left - (share ?? 0n), total), others }
}

/** As the bank will reckon them, by the same function. Undefined while there is nothing to be shared, or nobody. */
export const sharesOf = (draft: AskDraft, currency: Currency): Shares | undefined => {
  const amount = readAmount(draft.typedAmount, currency)
  if (!amount.ok || draft.people.length === 0) return undefined
  const total = minorUnits({ amount: amount.amount, currency })
  if (draft.sharing === 'amounts') {
    const { own, others } = typedShares(draft, total, currency)
    return {
      own: wireOf(own, currency),
      others: others.map((share) => wireOf(share ?? 0n, currency)),
      isExact: true,
    }
  }
  const parts = partsOf(draft)
  const [own = 0n, ...others] = shareOut(total, parts)
  const all = BigInt(parts.reduce((sum, part) => sum + part, 0))
  return {
    own: wireOf(own, currency),
    others: others.map((share) => wireOf(share, currency)),
    isExact: parts.every((part) => (total * BigInt(part)) % all === 0n),
  }
}

const wireOf = (minor: bigint, currency: Currency): WireMoney => ({
  amount: formatDecimal(minor, currency),
  currency,
})

/** What is left over is given away in these. */
export const smallestUnit = (currency: Currency): WireMoney => wireOf(1n, currency)

export type AskField = 'people' | 'amount' | 'shares' | 'description'
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
  const shareProblem = draft.kind === 'bill' && amount.ok ? problemOfShares(draft, currency) : undefined
  if (shareProblem) Object.assign(problems, shareProblem)
  if (description.length > MAX_DESCRIPTION || /\p{Cc}/u.test(description))
    problems.description = requestsText.form.longWhatFor
  if (!amount.ok || Object.keys(problems).length > 0) return { ok: false, problems }
  return { ok: true, money: { amount: amount.amount, currency }, description }
}

const problemOfShares = (draft: AskDraft, currency: Currency): AskProblems | undefined => {
  const { shares: text } = requestsText
  const nothing = withNothing(draft, currency)
  if (draft.sharing !== 'amounts') return nothing && { amount: text.tooSmall(nothing.name) }
  const wrong = draft.people.find(({ typedShare }) => !readAmount(typedShare, currency).ok)
  if (wrong) return { shares: text.shareMissing(wrong.name) }
  const own = sharesOf(draft, currency)?.own
  return own && minorUnits(own) < 0n
    ? { shares: text.tooMuch(formatMoney(wireOf(-minorUnits(own), currency))) }
    : undefined
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

type Given = {
  ownParts?: number
  people: { accountId: string; parts?: number; money?: WireMoney }[]
}

/** The shares as the bank takes them: parts, one of each where they are equal, or exactly what was typed. */
export const sharesGiven = (draft: AskDraft, currency: Currency): Given => {
  if (draft.sharing === 'amounts') {
    const shares = sharesOf(draft, currency)?.others ?? []
    return {
      people: draft.people.map(({ accountId }, index) => ({
        accountId,
        money: shares[index] ?? wireOf(0n, currency),
      })),
    }
  }
  const [ownParts, ...parts] = partsOf(draft)
  return {
    ownParts,
    people: draft.people.map(({ accountId }, index) => ({ accountId, parts: parts[index] ?? 1 })),
  }
}
