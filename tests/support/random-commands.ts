/**
 * Random commands in a small world: few people, few accounts, few ids, so that they meet often, and every rule is broken
 * now and then.
 */
import type { Actor } from '../../server/domain/decider.ts'
import type { PaymentRequestId, QuoteId, TransferId } from '../../server/domain/ids.ts'
import { type Currency, MAX_BALANCE_MINOR, type Money } from '../../server/domain/money.ts'
import {
  account,
  allowOverdraft,
  approver,
  approveTransfer,
  by,
  cancelTransfer,
  changeLimits,
  close,
  declineTransfer,
  deposit,
  expireTransfer,
  freeze,
  moneyOf,
  open,
  refund,
  register,
  renameTo,
  setAlert,
  settleTransfer,
  type TestAccount,
  type TestCommand,
  teller,
  theBank,
  transfer,
  unfreeze,
  withdraw,
} from './bank.ts'
import { exchangeMoney, quoteExchange } from './exchange.ts'
import { acceptFrom, ask, expireRequest, sayNo, takeBack } from './payment-requests.ts'
import { fc } from './property.ts'
import { NOON } from './pure-bank.ts'

export type World = {
  /** Registered and opened before the random commands begin. */
  readonly known: readonly TestAccount[]
  /** Opened too, but without any money, so that they can be closed. */
  readonly empty: readonly TestAccount[]
  /** Not opened, or of nobody whom the bank knows. */
  readonly unknown: readonly TestAccount[]
  readonly transferIds: readonly string[]
  readonly requestIds: readonly PaymentRequestId[]
  /** And asked for before, so that there is something to answer. */
  readonly asked: readonly [to: TestAccount, payer: TestAccount, id: PaymentRequestId]
  /** Made before the random commands begin, from one known account to another, so that there is something to give back. */
  readonly made: readonly [from: TestAccount, to: TestAccount, id: TransferId]
  readonly quoteIds: readonly string[]
}

export const createWorld = (newId: () => string): World => {
  const [ada, ben, cem, dot] = [newId(), newId(), newId(), newId()]
  const of = (owner: string, currency: Currency = 'USD') => account(newId(), owner, currency)
  const known = [of(ada), of(ada), of(ada, 'EUR'), of(ben), of(ben, 'EUR'), of(cem, 'JPY')]
  return {
    known,
    made: [known[4]!, known[2]!, newId() as TransferId],
    empty: [of(ben), of(cem, 'JPY')],
    unknown: [of(ben), of(dot)],
    transferIds: Array.from({ length: 12 }, newId),
    quoteIds: Array.from({ length: 4 }, newId),
    requestIds: Array.from({ length: 3 }, newId) as PaymentRequestId[],
    asked: [known[0]!, known[3]!, newId() as PaymentRequestId],
  }
}

/** A bank that is open for business. */
export const opening = ({
  known,
  empty,
  made: [from, to, id],
  asked: [asker, payer, requestId],
}: World): TestCommand[] => [
  ...new Map(known.map((one) => [one.customerId, register(one)])).values(),
  ...[...known, ...empty].map(open),
  ...known.map((one) => deposit(one, moneyOf('5000', one.currency))),
  // One is rich enough for what has to be approved.
  ...known.slice(3, 4).map((one) => deposit(one, moneyOf('9000000', one.currency))),
  // One lives on its overdraft, and one that is empty has one, so that rules about overdrafts in use are met.
  ...[...known.slice(1, 2), ...empty.slice(0, 1)].map((one) =>
    allowOverdraft(one, moneyOf('100000', one.currency)),
  ),
  ...known.slice(1, 2).map((one) => withdraw(one, moneyOf('8000', one.currency))),
  transfer(from, to, moneyOf('1000', from.currency), id),
  ask({ to: asker, payer, amount: '500', requestId }),
]

export const randomCommand = ({
  known,
  empty,
  unknown,
  transferIds,
  requestIds,
  made: [, receiver, made],
  quoteIds,
  asked: [asker, payer, askedId],
}: World): fc.Arbitrary<TestCommand> => {
  const anyAccount = fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom(...known) },
    { weight: 4, arbitrary: fc.constantFrom(...empty) },
    { weight: 1, arbitrary: fc.constantFrom(...unknown) },
  )
  /** Mostly small change; now and then enough to come up against a limit. */
  const amountMinor = fc.oneof(
    { weight: 10, arbitrary: fc.bigInt({ min: 1n, max: 3_000n }) },
    // As much as a new payee may be sent, and as little as is looked at.
    { weight: 2, arbitrary: fc.constant(1_000_000n) },
    { weight: 1, arbitrary: fc.bigInt({ min: MAX_BALANCE_MINOR - 9_000n, max: MAX_BALANCE_MINOR }) },
  )
  const amountFor = ({ currency }: TestAccount): fc.Arbitrary<Money> =>
    fc.record({
      amountMinor,
      currency: fc.oneof(
        { weight: 12, arbitrary: fc.constant(currency) },
        { weight: 1, arbitrary: fc.constantFrom<Currency>('USD', 'EUR', 'JPY') },
      ),
    })
  const withAmount = (make: (at: TestAccount, amount: Money) => TestCommand) =>
    anyAccount.chain((at) => amountFor(at).map((amount) => make(at, amount)))
  /** Few different ones, some of them by the owner, so that they are lowered and raised, and not always into use. */
  const limitMinor = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(0n, 1_000n, 5_000n, 100_000n) },
    { weight: 1, arbitrary: fc.bigInt({ min: 499_999n, max: 500_001n }) },
  )
  const withLimit = fc
    .tuple(anyAccount, limitMinor, amountFor(known[0]!), fc.boolean())
    .map(([at, amountMinor, { currency }, byOwner]) => {
      const isOther = currency !== known[0]!.currency
      const command = allowOverdraft(at, { amountMinor, currency: isOther ? currency : at.currency })
      return byOwner ? by(at.owner, command) : command
    })
  /** So low that a few transfers reach them, lowered and raised, and now and then in another currency. */
  const withTransferLimits = fc
    .tuple(
      fc.oneof(anyAccount, fc.constantFrom(known[0]!)),
      fc.constantFrom('perTransfer', 'perDay', 'newPayee'),
      fc.constantFrom('500', '2000', '4000', '6000', '2500000', '30000000', '600000000'),
      amountFor(known[0]!),
    )
    .map(([at, kind, amount, { currency }]) => {
      const isOther = currency !== known[0]!.currency
      return changeLimits(isOther ? { ...at, currency } : at, { [kind]: amount })
    })
  const withAlert = fc
    .tuple(anyAccount, fc.constantFrom(null, '0', '4000', '5000', '6000'), amountFor(known[0]!))
    .map(([at, threshold, { currency }]) =>
      setAlert(currency === known[0]!.currency ? at : { ...at, currency }, threshold),
    )
  const sometimesAnothers = (command: fc.Arbitrary<TestCommand>): fc.Arbitrary<TestCommand> => {
    const others: Actor[] = [...known, ...unknown].map(({ owner }) => owner)
    return fc
      .tuple(command, fc.option(fc.constantFrom(...others, teller), { freq: 8 }))
      .map(([one, who]) => (who ? by(who, one) : one))
  }
  const transfers = fc
    .tuple(anyAccount, anyAccount, fc.constantFrom(...transferIds))
    .chain(([from, to, id]) => amountFor(from).map((amount) => transfer(from, to, amount, id as never)))
  const large = fc
    .tuple(fc.constantFrom(known[0]!, known[1]!), fc.constantFrom(...transferIds))
    .map(([to, id]) => transfer(known[3]!, to, '1000000', id as never))
  const holds = fc
    .tuple(transfers, fc.constantFrom(1, 10, 60))
    .map(([command, settleAfterSeconds]) => ({ ...command, data: { ...command.data, settleAfterSeconds } }))
  const anyTransfer = fc.constantFrom(...(transferIds as TransferId[]))
  /** By anybody, because who has received it is not known before. */
  const refunds = fc
    .tuple(
      fc.constantFrom(receiver, receiver, ...known),
      fc.option(amountFor(receiver), { freq: 2 }),
      fc.oneof(fc.constant(made), anyTransfer),
      anyTransfer,
      fc.boolean(),
    )
    .map(([at, amount, of, refundId, isByBank]) => {
      const command = refund(at, amount ?? undefined, { of, refundId })
      return isByBank ? by(theBank, command) : command
    })
  const requestId = fc.constantFrom(...requestIds)
  const requests = fc
    .tuple(anyAccount, anyAccount, requestId)
    .chain(([to, payer, id]) => amountFor(to).map((amount) => ask({ to, payer, amount, requestId: id })))
  const party = fc.oneof(anyAccount, fc.constantFrom(asker, payer))
  const anyRequest = fc.oneof(requestId, fc.constant(askedId))
  const answers = fc.oneof(
    { weight: 4, arbitrary: fc.tuple(party, anyRequest).map((one) => acceptFrom(...one)) },
    { weight: 2, arbitrary: fc.tuple(party, anyRequest).map(([{ owner }, id]) => sayNo(owner, id)) },
    { weight: 2, arbitrary: fc.tuple(party, anyRequest).map(([{ owner }, id]) => takeBack(owner, id)) },
    { weight: 1, arbitrary: anyRequest.map((id) => expireRequest(NOON, id)) },
  )
  const reviewer = fc.constantFrom(teller, approver)
  /** Within two minutes of each other, in any order. */
  const sometime = (command: fc.Arbitrary<TestCommand>): fc.Arbitrary<TestCommand> =>
    fc.tuple(command, fc.nat(120)).map(([one, seconds]) => ({
      ...one,
      at: new Date(Date.parse(NOON) + seconds * 1_000).toISOString(),
    }))

  /** Mostly between two accounts of one person, and now and then for next to nothing. */
  const anyQuote = fc.constantFrom(...(quoteIds as QuoteId[]))
  const ends = fc.oneof(
    {
      weight: 4,
      arbitrary: fc.constantFrom<[TestAccount, TestAccount]>(
        [known[0]!, known[2]!],
        [known[2]!, known[0]!],
        [known[2]!, known[1]!],
        [known[3]!, known[4]!],
        [known[0]!, known[1]!],
        // One that is closed now and then.
        [known[4]!, empty[0]!],
      ),
    },
    { weight: 1, arbitrary: fc.tuple(anyAccount, anyAccount) },
  )
  const quotes = fc
    .tuple(ends, fc.boolean(), anyQuote, fc.boolean())
    .chain(([[from, to], isSold, quoteId, isTiny]) =>
      amountFor(isSold ? from : to).map((money) => {
        const amount = isTiny ? { ...money, amountMinor: (money.amountMinor % 3n) + 1n } : money
        return quoteExchange(isSold ? { sell: amount } : { buy: amount }, { from, to }, quoteId)
      }),
    )
  const exchanges = fc
    .tuple(fc.constantFrom(known[0]!, known[3]!), anyQuote)
    .map((one) => exchangeMoney(...one))
  /** Leaves room for next to nothing. */
  const fillings = fc
    .constantFrom(known[0]!, known[2]!, known[5]!)
    .map((at) => deposit(at, { amountMinor: MAX_BALANCE_MINOR - 5_500n, currency: at.currency }))

  const anybodys = sometimesAnothers(
    fc.oneof(
      { weight: 10, arbitrary: transfers },
      { weight: 4, arbitrary: large },
      { weight: 6, arbitrary: sometime(quotes) },
      { weight: 8, arbitrary: sometime(exchanges) },
      { weight: 8, arbitrary: sometime(holds) },
      { weight: 4, arbitrary: fc.tuple(anyAccount, anyTransfer).map((one) => cancelTransfer(...one)) },
      { weight: 8, arbitrary: sometime(anyTransfer.map((one) => settleTransfer(one))) },
      { weight: 1, arbitrary: sometime(anyTransfer.map((one) => expireTransfer(one))) },
      { weight: 5, arbitrary: refunds },
      { weight: 2, arbitrary: requests },
      { weight: 6, arbitrary: sometime(answers) },
      { weight: 5, arbitrary: withAmount(deposit) },
      { weight: 1, arbitrary: fillings },
      { weight: 5, arbitrary: withAmount(withdraw) },
      { weight: 2, arbitrary: withLimit },
      { weight: 3, arbitrary: withTransferLimits },
      { weight: 3, arbitrary: withAlert },
      { weight: 2, arbitrary: anyAccount.map((at) => renameTo(at)) },
      { weight: 3, arbitrary: anyAccount.map(freeze) },
      { weight: 3, arbitrary: anyAccount.map(unfreeze) },
      { weight: 4, arbitrary: fc.oneof(anyAccount, fc.constantFrom(...empty)).map(close) },
      { weight: 1, arbitrary: anyAccount.map(open) },
      { weight: 1, arbitrary: anyAccount.map(register) },
    ),
  )
  // The API lets nobody else give these.
  return fc.oneof(
    { weight: 68, arbitrary: anybodys },
    {
      weight: 4,
      arbitrary: sometime(fc.tuple(anyTransfer, reviewer).map((one) => approveTransfer(...one))),
    },
    {
      weight: 7,
      arbitrary: sometime(fc.tuple(anyTransfer, reviewer).map((one) => declineTransfer(...one))),
    },
  )
}
