/** Why the bank says no, where that takes more than one sentence for all: also said before something is sent. */
export const limitText = {
  perTransfer: (limit: string) =>
    `At most ${limit} may leave this account at once. Its limits stand in the way.`,
  perDay: (available: string) => `Only ${available} may still leave this account today, by its limits.`,
  newPayee: (available: string) =>
    `Only ${available} may go to somebody new in the first 24 hours, by this account’s limits.`,
} as const

export const exchangeText = {
  expired: 'The price did not hold any more when the bank was asked. Nothing was exchanged.',
  used: 'Money was exchanged at this price already.',
  tooSmall: 'It is too little to come to anything in the other currency.',
} as const

export const payeeText = {
  notFound: 'This payee is no longer on your list.',
} as const

/** Of what an account cannot do: the one that pays, the one that is paid, or the one that is spoken of. */
const accountText = {
  from: 'The account you send from',
  to: 'The recipient’s account',
  this: 'This account',
} as const

export const rejectionText = {
  account: accountText,
  insufficient: 'There is not enough money in the account.',
  shortBy: (money: string) => `There is not enough money in the account: it is ${money} short.`,
  sameAccount: 'Money cannot go from an account to itself.',
  currencies: 'The two accounts keep different currencies.',
  currenciesWith: (currency: string) =>
    `The two accounts keep different currencies: one of them is in ${currency}.`,
  notThere: (account: string) => `${account} does not exist.`,
  frozen: (account: string) => `${account} is frozen, so no money can move.`,
  closed: (account: string) => `${account} is closed.`,
  notFrozen: 'This account is not frozen.',
  notEmpty: 'Only an empty account can be closed: please move the money first.',
  tooLarge: 'The recipient’s account cannot hold this much.',
  isHeld: 'Money in this account is still held for a transfer.',
  notHeld: 'This transfer is over already: it can no longer be called back.',
  underWay: 'This transfer is under way and can no longer be called back.',
  noTransfer: 'This transfer does not exist.',
  sentBefore: 'This transfer has been sent before.',
  other: (reason: string) => `The bank declined this (${reason}).`,
} as const

/** What is wrong with a field; the bank says why. */
export const fieldText = {
  names: {
    amount: 'The amount',
    description: 'The description',
    from: 'The account',
    to: 'The recipient',
    when: 'The date',
  },
  form: 'The form',
  notRight: 'is not right',
  problem: (field: string, reason: string) => `${field} ${reason}.`,
} as const

/** What became of a command that broke no rule of the bank. */
export const answerText = {
  forbidden: 'You are signed in as somebody who may not do this.',
  formUsed: 'This form has already been used for something else. Please start a new one.',
  unreadable: 'The bank could not read this. Nothing has been done.',
  none: 'The bank has not answered. Trying again is safe: it is done once or not at all.',
} as const

/** Why something could not be read. */
export const readText = {
  catchingUp: 'The bank is still catching up with what has just happened.',
  nothingHere: 'There is nothing here that you may see.',
  busy: 'The bank is busy right now.',
  unreachable: 'The bank cannot be reached right now.',
  fault: 'Something went wrong on our side.',
  faultNamed: (correlationId: string) =>
    `Something went wrong on our side. When you ask us, name ${correlationId}.`,
} as const

/** Why something that the bank had taken was not done after all, by reason. */
export const notDoneText = {
  AccountFrozen: 'One of the two accounts was frozen meanwhile.',
  AccountClosed: 'The recipient’s account was closed meanwhile.',
  UnknownAccount: 'The other bank has no such account.',
  AmountTooLarge: 'Other banks take no payment as large as this.',
  PayeeRefused: 'The recipient did not take it.',
  PayeeNotFound: 'The payee had been removed from your list.',
  BalanceTooLarge: 'The recipient’s account cannot hold this much.',
  LimitExceeded: 'It was more than the account’s limits let leave it.',
  InsufficientFunds: 'There was no longer enough money in the account.',
  other: 'The bank could not pay it.',
} as const

/** Told wherever somebody is when the bank has refused what they sent. */
export const failedText = {
  transfer: (amount: string, name: string) => `${amount} to ${name} was not sent`,
  payment: (amount: string, name: string) => `${amount} to ${name} was not sent`,
  exchange: (amount: string) => `${amount} was not exchanged`,
  standingOrder: (amount: string, name: string) => `${amount} to ${name} was not scheduled`,
} as const
