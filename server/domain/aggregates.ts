/** Every kind of stream, by the name that its stream ids begin with: how its state is made from its events. */
import { bankAccount } from './bank-account/decider.ts'
import { categories } from './categories/decider.ts'
import { customer } from './customer/decider.ts'
import type { Aggregate } from './decider.ts'
import { quote } from './exchange/decider.ts'
import type { AggregateName } from './ids.ts'
import { inbox } from './inbox/decider.ts'
import { note } from './note/decider.ts'
import { payees } from './payee/decider.ts'
import { payment } from './payment/decider.ts'
import { paymentRequest } from './payment-request/decider.ts'
import { savedSearches } from './saved-search/decider.ts'
import { standingOrder } from './standing-order/decider.ts'
import { transfer } from './transfer/decider.ts'

export const aggregates: { readonly [Name in AggregateName]: Aggregate } = {
  BankAccount: bankAccount as unknown as Aggregate,
  Transfer: transfer as unknown as Aggregate,
  Customer: customer as unknown as Aggregate,
  Payees: payees as unknown as Aggregate,
  Categories: categories as unknown as Aggregate,
  Payment: payment as unknown as Aggregate,
  PaymentRequest: paymentRequest as unknown as Aggregate,
  StandingOrder: standingOrder as unknown as Aggregate,
  Inbox: inbox as unknown as Aggregate,
  Quote: quote as unknown as Aggregate,
  Note: note as unknown as Aggregate,
  SavedSearches: savedSearches as unknown as Aggregate,
}

/** `undefined` for a stream id that no aggregate of the bank begins. */
export const aggregateOf = (streamId: string): Aggregate | undefined => {
  const name = streamId.slice(0, streamId.indexOf('-'))
  return Object.hasOwn(aggregates, name) ? aggregates[name as AggregateName] : undefined
}
