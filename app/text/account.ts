/** What an account's page says. */
export const accountText = {
  title: 'Account',
  missing: {
    title: 'No such account',
    text: 'There is no account here, or it is not yours.',
    action: 'To the overview',
  },
  send: 'Send money',
  settings: 'Settings',
  statements: 'Statements',
  replay: 'Replay its events',
  balance: {
    region: 'Balance',
    title: 'Balance',
    onDay: (date: string) => `Balance on ${date}`,
    includesPending: 'includes pending',
    asItWas: 'as it was',
    available: 'Available',
    held: 'Held',
    now: 'Now',
    number: 'Account number',
    holder: 'Holder',
    loading: 'Loading the balance',
  },
  asOf: {
    notice: (date: string) => `You are looking at this account as it was at the end of ${date}.`,
    /** Where the bank's day ends at another time than the reader's. */
    noticeElsewhere: (date: string, moment: string) =>
      `You are looking at this account as it was when ${date} ended at the bank: ${moment} where you are.`,
    back: 'Back to now',
  },
  history: {
    title: 'History',
    loading: 'Loading the history',
    failed: 'The history could not be read',
    ranges: 'Range',
    range: { '30d': '30 days', '90d': '90 days', '1y': '1 year', all: 'All' },
    now: 'Now',
    picture: (from: string, to: string, first: string, last: string) =>
      `The balance from ${from} to ${to}: from ${first} to ${last}.`,
    bounds: (lowest: string, lowestDay: string, highest: string, highestDay: string) =>
      `Lowest ${lowest} on ${lowestDay}, highest ${highest} on ${highestDay}.`,
    slider: 'Day to look back at',
    day: 'Look back at',
    weekEarlier: 'A week earlier',
    dayEarlier: 'A day earlier',
    dayLater: 'A day later',
    weekLater: 'A week later',
    table: 'As a table',
    columns: { day: 'At the end of', change: 'Change', balance: 'Balance' },
    bankDays: (zone: string) => `Days here end when they end at the bank (${zone}).`,
    tooYoung: 'The account was opened today. From tomorrow on you can look back.',
  },
} as const
