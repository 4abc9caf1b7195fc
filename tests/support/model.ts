/**
 * What the bank must do, told as plainly as possible: a map of balances and a page of ifs. Written without a look at
 * the deciders, and compared with them on random commands.
 */
import type { CommandData } from '../../server/domain/commands.ts'
import type { Actor } from '../../server/domain/decider.ts'
import type { AccountId, CustomerId, TransferId } from '../../server/domain/ids.ts'
import { type Currency, MAX_BALANCE_MINOR, type Money } from '../../server/domain/money.ts'
import type { TestCommand } from './bank.ts'
import { NOON } from './pure-bank.ts'

export type ModelAccount = {
  owner: string
  currency: Currency
  status: 'open' | 'frozen' | 'closed'
  balance: bigint
  held: bigint
  /** How far below zero it may go. */
  limit: bigint
  /** Below which balance its owner is told, and how often that has been done. */
  alert: bigint | null
  told: number
}

/** Minor units, in whatever currency. */
type ModelLimits = { perTransfer: bigint; perDay: bigint; newPayee: bigint }
const KINDS = ['perTransfer', 'perDay', 'newPayee'] as const
const usual = (): ModelLimits => ({ perTransfer: 2_500_000n, perDay: 5_000_000n, newPayee: 1_000_000n })
const A_DAY = 86_400_000

/** All that was ever sent, or held to be sent, and not given back; `to` is null for a refund, which is to no payee. */
type Sent = { id: string; from: string; to: string | null; amount: bigint; at: number; isBack: boolean }

type ModelTransfer = {
  status: 'held' | 'completed' | 'cancelled' | 'failed' | 'declined' | 'expired'
  from: string
  to: string
  amount: bigint
  settleAt: number | null
  /** When a review ends; null for what nobody looks at. */
  reviewEnds: number | null
  approvedBy: Actor[]
  /** How much of it was refunded, and whether it is a refund itself. */
  refunded: bigint
  isRefund: boolean
}

/** A price in minor units. */
type ModelQuote = {
  owner: string
  from: string
  to: string
  sell: bigint
  buy: bigint
  until: number
  isUsed: boolean
}
/** What the bank keeps for each of the two currencies, in parts per million. */
const KEPT_PPM = { USD: 2_000n, EUR: 2_000n, GBP: 2_500n, CHF: 2_500n, JPY: 3_000n }
const CENTS = { USD: 100n, EUR: 100n, GBP: 100n, CHF: 100n, JPY: 1n }
const EIGHT_DIGITS = 100_000_000n
type ModelRequest = {
  status: 'open' | 'accepted' | 'declined' | 'cancelled' | 'expired'
  asker: string
  payer: string
  to: AccountId
  money: Money
  until: number
}

const nothing = () => ({
  customers: new Set<string>(),
  forgotten: new Set<string>(),
  accounts: new Map<string, ModelAccount>(),
  transfers: new Map<string, ModelTransfer>(),
  requests: new Map<string, ModelRequest>(),
  sent: [] as Sent[],
  limits: new Map<string, { now: ModelLimits; later?: { limits: ModelLimits; from: number } }>(),
  quotes: new Map<string, ModelQuote>(),
  /**
   * What customers have paid in at the counter and bought, less what they were paid out and have sold, per currency: what
   * all balances must add up to.
   */
  paidIn: new Map<Currency, bigint>(),
})

export type Model = {
  readonly accounts: ReadonlyMap<string, Readonly<ModelAccount>>
  readonly transfers: ReadonlyMap<string, Readonly<ModelTransfer>>
  readonly paidIn: ReadonlyMap<Currency, bigint>
  /** What `execute` would answer, without doing it. */
  readonly wouldSay: (command: TestCommand) => string
  /** `accepted`, or the reason why not. */
  readonly execute: (command: TestCommand) => string
}

export const createModel = (state = nothing()): Model => {
  const { customers, forgotten, accounts, transfers, requests, sent, limits, quotes, paidIn } = state

  const pay = (currency: Currency, amount: bigint) =>
    paidIn.set(currency, (paidIn.get(currency) ?? 0n) + amount)
  /** The account, unless it is not there or not for this person to act on. */
  const actable = (id: string, by: Actor) => {
    const found = accounts.get(id)
    return found && (by.role !== 'customer' || by.customerId === found.owner) ? found : undefined
  }
  const shut = ({ status }: ModelAccount) =>
    status === 'closed' ? 'AccountClosed' : status === 'frozen' ? 'AccountFrozen' : undefined

  const open = ({ accountId, customerId, currency }: CommandData<'openAccount'>, by: Actor) => {
    const owner = customerId ?? (by.customerId as string)
    if (!customers.has(owner) || forgotten.has(owner)) return 'CustomerNotFound'
    if (by.role === 'customer' && by.customerId !== owner) return 'CustomerNotFound'
    if (accounts.has(accountId as string)) return 'AccountAlreadyExists'
    accounts.set(accountId as string, {
      owner,
      currency,
      status: 'open',
      balance: 0n,
      held: 0n,
      limit: 0n,
      alert: null,
      told: 0,
    })
    return 'accepted'
  }
  const become = (found: ModelAccount, balance: bigint) => {
    if (found.alert !== null && found.balance >= found.alert && balance < found.alert) found.told += 1
    found.balance = balance
  }
  const atCounter = ({ accountId, money }: CommandData<'depositMoney'>, by: Actor, sign: 1n | -1n) => {
    const found = actable(accountId, by)
    if (!found) return 'AccountNotFound'
    const closed = shut(found)
    if (closed) return closed
    if (found.currency !== money.currency) return 'CurrencyMismatch'
    const balance = found.balance + sign * money.amountMinor
    if (balance - found.held + found.limit < 0n && sign < 0n) return 'InsufficientFunds'
    if (balance > MAX_BALANCE_MINOR) return 'BalanceTooLarge'
    become(found, balance)
    pay(money.currency, sign * money.amountMinor)
    return 'accepted'
  }
  const limitsOf = (id: string, at: number) => {
    const chosen = limits.get(id) ?? { now: usual() }
    return chosen.later && chosen.later.from <= at ? { now: chosen.later.limits } : chosen
  }
  const isBeyond = (from: string, to: string | null, amount: bigint, at: number) => {
    const { perTransfer, perDay, newPayee } = limitsOf(from, at).now
    const sum = (those: Sent[]) =>
      those.reduce((total, one) => total + (one.isBack ? 0n : one.amount), amount)
    const own = sent.filter((one) => one.from === from)
    const dayOf = (time: number) => new Date(time).toISOString().slice(0, 10)
    if (amount > perTransfer || sum(own.filter((one) => dayOf(one.at) === dayOf(at))) > perDay) return true
    if (to === null) return false
    const toThem = own.filter((one) => one.to === to)
    const first = toThem[0]
    if (accounts.get(from)?.owner === accounts.get(to)?.owner || (first && at - first.at >= A_DAY))
      return false
    return sum(toThem) > newPayee
  }
  const changeLimits = (
    { accountId, ...asked }: CommandData<'changeTransferLimits'>,
    by: Actor,
    at: number,
  ) => {
    const found = actable(accountId, by)
    if (!found) return 'AccountNotFound'
    if (found.status === 'closed') return 'AccountClosed'
    const { now, later } = limitsOf(accountId, at)
    const before = later?.limits ?? now
    const wanted = { ...before }
    for (const kind of KINDS) {
      const money = asked[kind]
      if (!money) continue
      if (money.currency !== found.currency) return 'CurrencyMismatch'
      if (money.amountMinor > usual()[kind] * 10n) return 'LimitTooHigh'
      wanted[kind] = money.amountMinor
    }
    if (KINDS.every((kind) => wanted[kind] === before[kind])) return 'LimitsUnchanged'
    const lowered = { ...now }
    for (const kind of KINDS) if (wanted[kind] < now[kind]) lowered[kind] = wanted[kind]
    if (KINDS.every((kind) => wanted[kind] === lowered[kind])) limits.set(accountId, { now: lowered })
    else {
      const asPromised = later && KINDS.every((kind) => wanted[kind] <= later.limits[kind])
      const from = asPromised ? later.from : at + A_DAY
      limits.set(accountId, { now: lowered, later: { limits: wanted, from } })
    }
    return 'accepted'
  }
  const send = (
    { transferId, fromAccountId, toAccountId, money, settleAfterSeconds = 0 }: CommandData<'transferMoney'>,
    by: Actor,
    at: number,
  ) => {
    const from = actable(fromAccountId, by)
    const to = accounts.get(toAccountId)
    if (!from) return 'AccountNotFound'
    if (fromAccountId === toAccountId) return 'SameAccount'
    if (!to) return 'AccountNotFound'
    if (transfers.has(transferId as string)) return 'TransferAlreadyExists'
    const closed = shut(from) ?? shut(to)
    if (closed) return closed
    if (from.currency !== money.currency || to.currency !== money.currency) return 'CurrencyMismatch'
    if (from.balance - from.held + from.limit < money.amountMinor) return 'InsufficientFunds'
    const amount = money.amountMinor
    const isReviewed = from.owner !== to.owner && amount >= 1_000_000n
    const isHeld = isReviewed || settleAfterSeconds > 0
    const held = [...transfers.values()].filter((one) => one.from === fromAccountId && one.status === 'held')
    if (isHeld && held.length >= 500) return 'TooManyHolds'
    if (isBeyond(fromAccountId, toAccountId, amount, at)) return 'LimitExceeded'
    if (to.balance + amount > MAX_BALANCE_MINOR) return 'BalanceTooLarge'
    sent.push({ id: transferId as string, from: fromAccountId, to: toAccountId, amount, at, isBack: false })
    const reviewEnds = isReviewed ? at + 3 * A_DAY : null
    const nothingBack = { approvedBy: [], refunded: 0n, isRefund: false }
    const transfer = { from: fromAccountId, to: toAccountId, amount, reviewEnds, ...nothingBack }
    if (isReviewed) {
      from.held += amount
      transfers.set(transferId as string, { ...transfer, status: 'held', settleAt: null })
    } else if (settleAfterSeconds > 0) {
      from.held += amount
      const settleAt = at + settleAfterSeconds * 1_000
      transfers.set(transferId as string, { ...transfer, status: 'held', settleAt })
    } else {
      become(from, from.balance - amount)
      to.balance += amount
      transfers.set(transferId as string, { ...transfer, status: 'completed', settleAt: null })
    }
    return 'accepted'
  }
  const refund = ({ transferId, refundId, money }: CommandData<'refundTransfer'>, by: Actor, at: number) => {
    const original = transfers.get(transferId)
    if (!original) return 'TransferNotFound'
    const { from: payerId, to: receiverId } = original
    const [payer, receiver] = [accounts.get(payerId)!, accounts.get(receiverId)!]
    const isReceiver = by.role !== 'customer' || by.customerId === receiver.owner
    const isPayer = by.role !== 'customer' || by.customerId === payer.owner
    if (!isPayer && !(isReceiver && original.status === 'completed')) return 'TransferNotFound'
    if (original.status !== 'completed') return 'TransferNotCompleted'
    if (original.isRefund) return 'TransferIsRefund'
    if (!isReceiver) return 'NotReceived'
    const left = original.amount - original.refunded
    if (left === 0n) return 'AlreadyRefunded'
    const amount = money?.amountMinor ?? left
    if (money && money.currency !== payer.currency) return 'CurrencyMismatch'
    if (amount > left) return 'RefundTooLarge'
    if (transfers.has(refundId as string)) return 'TransferAlreadyExists'
    const closed = shut(receiver) ?? shut(payer)
    if (closed) return closed
    if (receiver.balance - receiver.held + receiver.limit < amount) return 'InsufficientFunds'
    if (isBeyond(receiverId, null, amount, at)) return 'LimitExceeded'
    if (payer.balance + amount > MAX_BALANCE_MINOR) return 'BalanceTooLarge'
    sent.push({ id: refundId as string, from: receiverId, to: null, amount, at, isBack: false })
    become(receiver, receiver.balance - amount)
    payer.balance += amount
    original.refunded += amount
    transfers.set(refundId as string, {
      ...{ status: 'completed', from: receiverId, to: payerId, amount, settleAt: null, reviewEnds: null },
      ...{ approvedBy: [], refunded: 0n, isRefund: true },
    })
    return 'accepted'
  }
  const eighths = (rate: string) => {
    const [whole, fraction = ''] = rate.split('.')
    return BigInt(whole + fraction.padEnd(8, '0'))
  }
  const namePrice = (
    { quoteId, fromAccountId, toAccountId, sell, buy, rates: { perBase } }: CommandData<'quoteExchange'>,
    by: Actor,
    at: number,
  ) => {
    const [from, to] = [actable(fromAccountId, by), actable(toAccountId, by)]
    if (!from) return 'AccountNotFound'
    if (fromAccountId === toAccountId) return 'SameAccount'
    if (!to || to.owner !== from.owner) return 'AccountNotFound'
    if (quotes.has(quoteId as string)) return 'QuoteAlreadyExists'
    const closed = shut(from) ?? shut(to)
    if (closed) return closed
    const [sold, bought] = [from.currency, to.currency]
    if (sold === bought) return 'SameCurrency'
    if (sell ? sell.currency !== sold : buy?.currency !== bought) return 'CurrencyMismatch'
    const kept = 1_000_000n - KEPT_PPM[sold] - KEPT_PPM[bought]
    const rate = (eighths(perBase[bought]) * EIGHT_DIGITS * kept) / (eighths(perBase[sold]) * 1_000_000n)
    const [above, below] = [rate * CENTS[bought], EIGHT_DIGITS * CENTS[sold]]
    const got = sell ? (sell.amountMinor * above) / below : buy!.amountMinor
    const given = sell ? sell.amountMinor : (got * below + above - 1n) / above
    if (got === 0n) return 'AmountTooSmall'
    quotes.set(quoteId as string, {
      ...{ owner: from.owner, from: fromAccountId, to: toAccountId },
      ...{ sell: given, buy: got, until: at + 30_000, isUsed: false },
    })
    return 'accepted'
  }
  const exchange = (quoteId: string, by: Actor, at: number) => {
    const quote = quotes.get(quoteId)
    if (!quote || (by.role === 'customer' && by.customerId !== quote.owner)) return 'QuoteNotFound'
    if (quote.isUsed) return 'QuoteUsed'
    if (at >= quote.until) return 'QuoteExpired'
    const { sell, buy } = quote
    const [from, to] = [accounts.get(quote.from)!, accounts.get(quote.to)!]
    const closed = shut(from) ?? shut(to)
    if (closed) return closed
    if (from.balance - from.held + from.limit < sell) return 'InsufficientFunds'
    if (isBeyond(quote.from, quote.to, sell, at)) return 'LimitExceeded'
    if (to.balance + buy > MAX_BALANCE_MINOR) return 'BalanceTooLarge'
    sent.push({ id: quoteId, from: quote.from, to: quote.to, amount: sell, at, isBack: false })
    become(from, from.balance - sell)
    to.balance += buy
    pay(from.currency, -sell)
    pay(to.currency, buy)
    quote.isUsed = true
    return 'accepted'
  }
  const ask = (
    { requestId, toAccountId, payerAccountId, money, expiresInDays }: CommandData<'requestMoney'>,
    by: Actor,
    at: number,
  ) => {
    if (requests.has(requestId as string)) return 'PaymentRequestAlreadyExists'
    const to = actable(toAccountId, by)
    if (!to) return 'AccountNotFound'
    const closed = shut(to)
    if (closed) return closed
    if (to.currency !== money.currency) return 'CurrencyMismatch'
    const payer = accounts.get(payerAccountId)
    if (!payer || payer.status === 'closed') return 'AccountNotFound'
    if (payer.owner === to.owner) return 'OwnAccount'
    requests.set(requestId as string, {
      ...{ status: 'open', asker: to.owner, payer: payer.owner, to: toAccountId, money },
      until: at + expiresInDays * A_DAY,
    })
    return 'accepted'
  }
  const answer = (
    requestId: string,
    { by, at, whose }: { by: Actor; at: number; whose: 'asker' | 'payer' },
    then: (request: ModelRequest) => string,
  ) => {
    const request = requests.get(requestId)
    const is = (id: string) => by.role !== 'customer' || by.customerId === id
    if (!request || !(is(request.asker) || is(request.payer))) return 'PaymentRequestNotFound'
    if (!is(request[whose])) return whose === 'payer' ? 'NotAsked' : 'NotAsking'
    return request.status !== 'open' || at >= request.until ? 'PaymentRequestOver' : then(request)
  }
  const finish = (status: ModelRequest['status']) => (request: ModelRequest) => {
    request.status = status
    return 'accepted'
  }
  const sayYes = ({ requestId, fromAccountId }: CommandData<'acceptRequest'>, by: Actor, at: number) =>
    answer(requestId, { by, at, whose: 'payer' }, (request) => {
      const payer: Actor = { ...by, role: 'customer', customerId: request.payer as CustomerId }
      const { to: toAccountId, money } = request
      const transferId = `pays ${requestId}` as TransferId
      const outcome = send({ transferId, fromAccountId, toAccountId, money, description: '' }, payer, at)
      return outcome === 'accepted' ? finish('accepted')(request) : outcome
    })
  const expireRequest = (requestId: string, at: number) => {
    const request = requests.get(requestId)
    if (!request) return 'PaymentRequestNotFound'
    if (request.status !== 'open') return 'PaymentRequestOver'
    return at < request.until ? 'PaymentRequestNotDue' : finish('expired')(request)
  }
  const giveBack = (transferId: string) => {
    for (const one of sent) if (one.id === transferId) one.isBack = true
  }
  const cancel = (transferId: string, by: Actor) => {
    const transfer = transfers.get(transferId)
    if (!transfer || !actable(transfer.from, by)) return 'TransferNotFound'
    if (transfer.status !== 'held') return 'TransferNotHeld'
    accounts.get(transfer.from)!.held -= transfer.amount
    giveBack(transferId)
    transfer.status = 'cancelled'
    return 'accepted'
  }
  const settle = (transferId: string, at: number) => {
    const transfer = transfers.get(transferId)
    if (!transfer) return 'TransferNotFound'
    if (transfer.status !== 'held') return 'TransferNotHeld'
    if (transfer.settleAt === null || at < transfer.settleAt) return 'TransferNotDue'
    return carryOut(transferId, transfer)
  }
  const carryOut = (transferId: string, transfer: ModelTransfer) => {
    const [from, to] = [accounts.get(transfer.from)!, accounts.get(transfer.to)!]
    from.held -= transfer.amount
    if (shut(from) || shut(to) || to.balance + transfer.amount > MAX_BALANCE_MINOR) {
      giveBack(transferId)
      transfer.status = 'failed'
    } else {
      become(from, from.balance - transfer.amount)
      to.balance += transfer.amount
      transfer.status = 'completed'
    }
    return 'accepted'
  }
  const expire = (transferId: string, at: number) => {
    const transfer = transfers.get(transferId)
    if (!transfer) return 'TransferNotFound'
    if (transfer.status !== 'held') return 'TransferNotHeld'
    if (transfer.reviewEnds === null || at < transfer.reviewEnds) return 'TransferNotDue'
    return end(transferId, transfer, 'expired')
  }
  const end = (transferId: string, transfer: ModelTransfer, status: 'expired' | 'declined') => {
    accounts.get(transfer.from)!.held -= transfer.amount
    giveBack(transferId)
    transfer.status = status
    return 'accepted'
  }
  const reviewed = (transferId: string, at: number) => {
    const transfer = transfers.get(transferId)
    if (!transfer) return 'TransferNotFound'
    if (transfer.status !== 'held') return 'TransferNotHeld'
    if (transfer.reviewEnds === null) return 'TransferNotInReview'
    return at >= transfer.reviewEnds ? 'ReviewOver' : transfer
  }
  const approve = (transferId: string, by: Actor, at: number) => {
    const transfer = reviewed(transferId, at)
    if (typeof transfer === 'string') return transfer
    const both = [accounts.get(transfer.from)!, accounts.get(transfer.to)!]
    if (both.some(({ owner }) => owner === by.customerId)) return 'OwnTransfer'
    if (transfer.approvedBy.some(({ userId }) => userId === by.userId)) return 'AlreadyApproved'
    const all = [...transfer.approvedBy, by]
    const isEnough = all.length >= (transfer.amount >= 2_000_000n ? 2 : 1)
    if (isEnough && all.every(({ role }) => role === 'teller')) return 'ApproverNeeded'
    transfer.approvedBy = all
    return isEnough ? carryOut(transferId, transfer) : 'accepted'
  }
  const decline = (transferId: string, by: Actor, at: number) => {
    const transfer = reviewed(transferId, at)
    if (typeof transfer === 'string') return transfer
    const both = [accounts.get(transfer.from)!, accounts.get(transfer.to)!]
    return both.some(({ owner }) => owner === by.customerId)
      ? 'OwnTransfer'
      : end(transferId, transfer, 'declined')
  }
  /** All accounts of this world are current accounts; half a million minor units is what the bank gives at most. */
  const allow = ({ accountId, limit }: CommandData<'setOverdraftLimit'>, by: Actor) => {
    const found = actable(accountId, by)
    if (!found) return 'AccountNotFound'
    if (found.status === 'closed') return 'AccountClosed'
    if (found.currency !== limit.currency) return 'CurrencyMismatch'
    const asked = limit.amountMinor
    if (asked === found.limit) return 'OverdraftLimitUnchanged'
    if (by.role === 'customer' && asked > found.limit) return 'OverdraftNotYoursToRaise'
    if (asked > 500_000n) return 'OverdraftLimitTooHigh'
    if (asked < found.limit && found.balance - found.held + asked < 0n) return 'OverdraftInUse'
    found.limit = asked
    return 'accepted'
  }
  const change = (
    { accountId }: CommandData<'closeAccount'>,
    by: Actor,
    status: ModelAccount['status'],
    refusal: (found: ModelAccount) => string | undefined,
  ) => {
    const found = actable(accountId, by)
    if (!found) return 'AccountNotFound'
    const no = refusal(found)
    if (no) return no
    found.status = status
    if (status === 'closed') found.limit = 0n
    return 'accepted'
  }

  return {
    accounts,
    transfers,
    paidIn,
    wouldSay: (command) => createModel(structuredClone(state)).execute(command),
    execute: (command) => {
      const { by } = command
      const at = Date.parse(command.at ?? NOON)
      switch (command.name) {
        case 'registerCustomer':
          if (customers.has(command.data.customerId)) return 'CustomerAlreadyExists'
          customers.add(command.data.customerId)
          return 'accepted'
        case 'forgetCustomer': {
          const { customerId } = command.data
          if (!customers.has(customerId)) return 'CustomerNotFound'
          if (forgotten.has(customerId)) return 'CustomerAlreadyForgotten'
          const owned = [...accounts.values()].filter(({ owner }) => owner === customerId)
          if (owned.some(({ status }) => status !== 'closed')) return 'CustomerHasAccounts'
          forgotten.add(customerId)
          return 'accepted'
        }
        case 'addPayee':
        case 'renamePayee':
        case 'trustPayee':
        case 'untrustPayee':
        case 'removePayee':
          throw new Error('Payees have tests of their own')
        case 'categoriseTransaction':
        case 'forgetCategoryRule':
          throw new Error('Categories have tests of their own')
        case 'noteTransaction':
        case 'saveSearch':
        case 'removeSearch':
          throw new Error('Notes and saved searches have tests of their own')
        case 'createStandingOrder':
        case 'changeStandingOrder':
        case 'skipOccurrence':
        case 'restoreOccurrence':
        case 'cancelStandingOrder':
        case 'executeOccurrence':
        case 'finishOccurrence':
          throw new Error('Standing orders have tests of their own')
        case 'markNotificationsRead':
          throw new Error('Notifications have tests of their own')
        case 'splitBill':
          throw new Error('Splitting a bill has tests of its own')
        case 'requestMoney':
          return ask(command.data, by, at)
        case 'acceptRequest':
          return sayYes(command.data, by, at)
        case 'declineRequest':
          return answer(command.data.requestId, { by, at, whose: 'payer' }, finish('declined'))
        case 'cancelRequest':
          return answer(command.data.requestId, { by, at, whose: 'asker' }, finish('cancelled'))
        case 'expireRequest':
          return expireRequest(command.data.requestId, at)
        case 'closeMonth':
          throw new Error('The end of the month has tests of its own')
        case 'setUndoWindow': {
          const customerId = command.data.customerId ?? (by.customerId as string)
          const isOwn = by.role !== 'customer' || by.customerId === customerId
          return isOwn && customers.has(customerId) && !forgotten.has(customerId)
            ? 'accepted'
            : 'CustomerNotFound'
        }
        case 'sendPayment':
        case 'submitPayment':
        case 'acknowledgePayment':
        case 'settlePayment':
        case 'rejectPayment':
        case 'expirePayment':
        case 'receivePayment':
        case 'sendBackPayment':
        case 'clearSuspense':
          throw new Error('Payments have tests of their own')
        case 'openAccount':
          return open(command.data, by)
        case 'depositMoney':
          return atCounter(command.data, by, 1n)
        case 'withdrawMoney':
          return atCounter(command.data, by, -1n)
        case 'transferMoney':
          return send(command.data, by, at)
        case 'refundTransfer':
          return refund(command.data, by, at)
        case 'cancelTransfer':
          return cancel(command.data.transferId, by)
        case 'settleTransfer':
          return settle(command.data.transferId, at)
        case 'expireTransfer':
          return expire(command.data.transferId, at)
        case 'quoteExchange':
          return namePrice(command.data, by, at)
        case 'exchangeMoney':
          return exchange(command.data.quoteId, by, at)
        case 'approveTransfer':
          return approve(command.data.transferId, by, at)
        case 'declineTransfer':
          return decline(command.data.transferId, by, at)
        case 'freezeAccount':
          return change(command.data, by, 'frozen', shut)
        case 'unfreezeAccount':
          return change(command.data, by, 'open', ({ status }) =>
            status === 'closed' ? 'AccountClosed' : status === 'open' ? 'AccountNotFrozen' : undefined,
          )
        case 'renameAccount': {
          const found = actable(command.data.accountId, by)
          if (!found) return 'AccountNotFound'
          return found.status === 'closed' ? 'AccountClosed' : 'accepted'
        }
        case 'setOverdraftLimit':
          return allow(command.data, by)
        case 'setLowBalanceAlert': {
          const { accountId, threshold } = command.data
          const found = actable(accountId, by)
          if (!found) return 'AccountNotFound'
          if (found.status === 'closed') return 'AccountClosed'
          if (threshold && threshold.currency !== found.currency) return 'CurrencyMismatch'
          const wanted = threshold ? threshold.amountMinor : null
          if (wanted === found.alert) return 'LowBalanceAlertUnchanged'
          found.alert = wanted
          return 'accepted'
        }
        case 'changeTransferLimits':
          return changeLimits(command.data, by, at)
        case 'closeAccount':
          return change(
            command.data,
            by,
            'closed',
            (found) =>
              shut(found) ??
              (found.balance !== 0n ? 'BalanceNotZero' : found.held !== 0n ? 'MoneyIsHeld' : undefined),
          )
      }
    },
  }
}
