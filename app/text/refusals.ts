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

/** Told wherever somebody is when the bank has refused what they sent. */
export const failedText = {
  transfer: (amount: string, name: string) => `${amount} to ${name} was not sent`,
  payment: (amount: string, name: string) => `${amount} to ${name} was not sent`,
  exchange: (amount: string) => `${amount} was not exchanged`,
  standingOrder: (amount: string, name: string) => `${amount} to ${name} was not scheduled`,
} as const
