/** Words that stand on many pages: what is missing, what is late, what went wrong. */
export const commonText = {
  brand: 'Passbook',
  description: 'A bank that runs on a laptop, and that you can look inside.',
  tryAgain: 'Try again',
  loadingPage: 'Loading the page',
  toOverview: 'To the overview',
  notFilled: 'This page could not be filled',
  pending: 'pending',
  held: 'held',
  /** Of a line that is not in the book yet. */
  marks: { pending: 'pending', unknown: 'not confirmed', held: 'held' },
  asOf: 'as of',
  products: {
    current: 'Current account',
    savings: 'Savings account',
    internal: 'Account of the bank',
  },
  closedAccounts: 'Closed',
  accountStates: { frozen: 'Frozen', closed: 'Closed' },
  number: { copy: 'Copy account number', copiedLong: 'Account number copied', copied: 'Copied' },
  closeMessage: 'Close this message',
  directions: { in: 'Deposit', out: 'Withdrawal' },
  late: {
    notYet: 'Still confirming: your accounts have not caught up yet.',
    behind: (lag: string, isOne: boolean) =>
      `Still confirming: the bank is ${lag} ${isOne ? 'change' : 'changes'} behind.`,
    noAnswer: (money: string, name: string) =>
      `No answer yet for ${money} to ${name}. Trying again is safe: it is written once or not at all.`,
    interrupted: (seconds: number) =>
      `Live updates are interrupted. Until they are back, figures are read again every ${seconds} seconds.`,
  },
  broken: {
    title: 'This page broke',
    detail: 'It is the page, not your money: nothing has moved because of it.',
    startAgain: 'Start again',
  },
  notFound: {
    short: 'Not found',
    title: 'There is no such page',
    detail: 'The address may be mistyped, or what was here is gone.',
  },
} as const
