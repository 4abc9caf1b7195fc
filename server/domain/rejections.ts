/**
 * Every reason for which a rule says no, in one sentence for whoever reads it first. The compiler asks for a line for
 * each new reason, and for the end of a line that no command can answer any more.
 */
import type { BankRejection } from './commands.ts'

/** Looked at before the command is given, because it takes a look at what no rule may know. */
export type GivenBefore = 'ReasonNamesCustomer'

export const rejections: { readonly [Reason in BankRejection['reason'] | GivenBefore]: string } = {
  AccountAlreadyExists: 'There is an account with this id already.',
  AccountClosed: 'The account is closed.',
  AccountFrozen: 'The account is frozen: no money moves on it.',
  AccountNotFound: 'There is no such account, or it is somebody else’s.',
  AccountNotFrozen: 'The account is not frozen.',
  AlreadyApproved: 'You have approved it already: it takes somebody else.',
  ApproverNeeded: 'One of those who approve it must be an approver.',
  BalanceNotZero: 'The account still has money on it.',
  BalanceTooLarge: 'The account cannot hold this much.',
  CategoryRuleNotFound: 'There is no such rule.',
  CategoryUnchanged: 'The transaction has this category already, and is remembered as asked.',
  CurrencyMismatch: 'The account is kept in another currency.',
  CustomerAlreadyExists: 'The customer is registered already.',
  CustomerAlreadyForgotten: 'The customer has been forgotten already.',
  CustomerHasAccounts: 'The customer still has accounts that are not closed.',
  CustomerNotFound: 'There is no such customer.',
  InsufficientFunds: 'There is not enough money available.',
  LimitExceeded: 'It is more than the account’s limits let leave it.',
  LimitTooHigh: 'It is higher than the bank lets anybody choose.',
  LimitsUnchanged: 'The limits are these already, or are about to be.',
  MoneyIsHeld: 'Money on the account is still held for a transfer.',
  NoOverdraft: 'Accounts of this product cannot be overdrawn.',
  OverdraftInUse: 'More than this is overdrawn or held already.',
  OverdraftLimitTooHigh: 'The limit is higher than the bank gives to anybody.',
  OverdraftLimitUnchanged: 'The limit is this already.',
  OverdraftNotYoursToRaise: 'Customers can lower their limit, and must ask the bank to raise it.',
  OwnTransfer: 'You are at one end of it yourself.',
  OwnAccount: 'The account is one’s own: it needs no payee.',
  PayeeAlreadyExists: 'There is a payee with this id already.',
  PayeeAlreadySaved: 'The account is saved as a payee already.',
  PayeeAlreadyTrusted: 'The payee is trusted already.',
  PayeeAtThisBank: 'The payee is at this bank: a transfer pays at once.',
  PayeeNotFound: 'There is no such payee.',
  PayeeNotTrusted: 'The payee is not trusted.',
  PaymentNotFound: 'There is no such payment.',
  PaymentPast: 'There is nothing left to do about it.',
  ReasonNamesCustomer: 'The reason names the customer, and would do so for ever.',
  ReviewOver: 'It was not decided in time: the money goes back.',
  SameAccount: 'Money cannot go from an account to itself.',
  TooManyPastPayees: 'Too many payees have been saved and removed.',
  TooManyPayees: 'There are as many payees as can be saved.',
  TransferAlreadyExists: 'There is a transfer with this id already.',
  TransferNotCancellable: 'The transfer may be under way at another bank already.',
  TransferNotDue: 'The time for it has not come yet.',
  TransferNotFound: 'There is no such transfer, or it is somebody else’s.',
  TransferNotInReview: 'The transfer does not wait for review.',
  TransferNotHeld: 'The transfer is over already.',
}
