/** What customers are told, and what stands around it. */
export const notificationsText = {
  title: 'Notifications',
  bell: (unread: string) => `Notifications, ${unread} unread`,
  loading: 'Loading notifications',
  failed: 'The notifications could not be read',
  empty: 'Nothing yet',
  emptyText: 'You will be told here when money comes in.',
  older: 'Show older ones',
  new: 'New',
  all: 'All notifications',

  page: {
    note: (unread: number) =>
      unread === 0
        ? 'You have read all of them.'
        : unread >= 1_000
          ? '1,000 or more are new.'
          : `${unread} ${unread === 1 ? 'is' : 'are'} new.`,
    show: 'Show',
    shown: { all: 'All', unread: 'Unread' },
    markAll: 'Mark all as read',
    marked: 'All read',
    markedText: 'Nothing is new any more.',
    noUnread: 'Nothing new',
    noUnreadText: 'You have read everything that the bank has told you.',
    begins: 'This is where it begins.',
    unread: 'Unread:',
  },

  amountUnknown: 'Money',
  anotherBank: 'another bank',
  somebody: 'somebody',
  yourAccount: 'your account',
  on: (account: string) => `On ${account}`,
  freeAgain: 'The money is free again.',
  yoursAgain: 'The money is yours again.',
  moneyIn: (amount: string, from: string) => `${amount} from ${from}`,
  atCounter: (amount: string) => `${amount} paid in at the counter`,
  interest: (amount: string) => `${amount} of interest`,
  transfer: (amount: string, to: string, what: string) => `Your transfer of ${amount} to ${to} ${what}`,
  outcomes: {
    approved: 'was approved',
    approvedMore: 'It has been sent.',
    declined: 'was not approved by the bank',
    failed: 'could not be made',
    expired: 'was not made in time',
    returned: 'has come back',
    takenAfterAll: 'has arrived after all',
    takenAfterAllMore: 'The money that was given back has been taken again.',
  },
  orderFailed: (amount: string) => `A standing order of ${amount} was not sent`,
  orderDue: (date: string, why: string) => `Due on ${date}. ${why}`,
  orderDueUnknown: (why: string) => `Due lately. ${why}`,
  requests: {
    asked: (name: string, amount: string) => `${name} asks you for ${amount}`,
    askedMore: 'You can pay it or say no.',
    declined: (name: string, amount: string) => `${name} does not pay you ${amount}`,
    declinedMore: 'You had asked for it.',
  },
  lowBalance: (amount: string, account: string) => `${amount} left on ${account}`,
  lowBalanceMore: (threshold: string) => `You wanted to know below ${threshold}.`,
  frozen: (account: string) => `${account} is frozen`,
  frozenMore: 'No money moves on it. Please ask the bank.',
  unfrozen: (account: string) => `${account} can be used again`,
} as const
