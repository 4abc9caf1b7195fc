/** Why a transfer was not made, for who sent it. */

/** The bank says which rule forbade it, and not about which of the two accounts. */
export const whyNot = (reason: string | undefined): string => {
  switch (reason) {
    case 'AccountFrozen':
      return 'One of the two accounts was frozen meanwhile.'
    case 'AccountClosed':
      return 'The recipient\u2019s account was closed meanwhile.'
    case 'UnknownAccount':
      return 'The other bank has no such account.'
    case 'AmountTooLarge':
      return 'Other banks take no payment as large as this.'
    case 'PayeeRefused':
      return 'The recipient did not take it.'
    case 'PayeeNotFound':
      return 'The payee had been removed from your list.'
    case 'BalanceTooLarge':
      return 'The recipient\u2019s account cannot hold this much.'
    case 'LimitExceeded':
      return 'It was more than the account\u2019s limits let leave it.'
    case 'InsufficientFunds':
      return 'There was no longer enough money in the account.'
    default:
      return 'The bank could not pay it.'
  }
}
