/** What the page of insights says. */

const transactions = (count: number, written: string): string =>
  `${written} ${count === 1 ? 'transaction' : 'transactions'}`

export const insightsText = {
  title: 'Insights',
  loading: 'Loading the figures',
  count: transactions,
  controls: {
    label: 'What is shown',
    range: 'Time',
    months: (count: number) => `${count} mo`,
    custom: 'Custom',
    from: 'From',
    to: 'To',
    account: 'Account',
    allAccounts: 'All accounts',
    currency: 'Currency',
    view: 'Show as',
    views: { charts: 'Charts', tables: 'Tables' },
  },
  empty: {
    title: 'Nothing to show yet',
    text: 'There is no account yet. Figures appear here as soon as money moves on one.',
  },
  quiet: {
    title: 'Nothing moved',
    text: 'Nothing moved in this time. Try a longer one, or another account.',
  },
  month: 'Month',
  total: 'Total',
  others: 'Other categories',
  changes: {
    title: 'What has changed',
    none: 'There is nothing to compare with yet: it takes a month before this one.',
    same: 'Everything is as it was.',
    nothing: 'nothing',
    average: (months: number) =>
      months === 1 ? 'the month before' : `the average of the ${months} months before`,
    /** The words of one change; money comes formatted. */
    sentence: ({
      category,
      month,
      isRunning,
      spent,
      difference,
      isMore,
      average,
      averageName,
    }: {
      category: string
      month: string
      isRunning: boolean
      spent: string
      difference: string
      isMore: boolean
      average: string
      averageName: string
    }) =>
      `${category}: ${spent} ${isRunning ? `so far in ${month}` : `in ${month}`}, ${difference} ${isMore ? 'more' : 'less'} than ${averageName} (${average}).`,
    columns: {
      category: 'Category',
      month: 'This month',
      average: 'Average before',
      difference: 'Difference',
    },
  },
  spending: {
    title: 'Spending by category',
    note: 'Without what went to your own accounts or was put by. Choose a bar or a figure to see its transactions.',
    chart: 'Spending by month and category',
    keys: 'Use the arrow keys to move between months and categories, and Enter to see the transactions.',
    nothing: 'Nothing was spent in this time.',
    segment: (category: string, month: string, amount: string, count: string) =>
      `${category}, ${month}: ${amount}, ${count}`,
    legend: 'Categories, the largest first',
  },
  cashFlow: {
    title: 'Cash flow',
    note: 'What came in and went out, without what only went between your own accounts.',
    chart: 'Money in and out by month',
    in: 'In',
    out: 'Out',
    net: 'Net',
    toOwn: 'To own accounts',
    fromOwn: 'From own accounts',
    bar: (direction: string, month: string, amount: string, count: string) =>
      `${direction}, ${month}: ${amount}, ${count}`,
  },
  flows: {
    title: 'From where to where',
    note: 'Income on the left, your accounts in the middle, spending on the right.',
    chart: 'Flow of money from income through accounts to categories',
    from: 'From',
    to: 'To',
    amount: 'Amount',
    rest: 'The rest',
    kept: 'Left over',
    used: 'From what was there',
    nothing: 'No money has moved in this time.',
    link: (from: string, to: string, amount: string) => `${from} to ${to}: ${amount}`,
  },
  netWorth: {
    title: 'Net worth',
    note: 'What is in your accounts at the end of each month.',
    converted: (currency: string) =>
      `Other currencies are counted in ${currency} at the market’s rate of each month’s end; the table names every rate.`,
    chart: 'Net worth by month',
    now: 'now',
    pending: 'with what is pending',
    worth: (currency: string) => `All in ${currency}`,
    rate: (from: string, rate: string, to: string) => `1 ${from} = ${rate} ${to}`,
    rates: 'Rates',
    ratesAt: (when: string) => `of ${when}`,
    point: (month: string, amount: string) => `${month}: ${amount}`,
  },
  /** Below figures of what was spent. */
  refunded: (amount: string) =>
    `${amount} of what was spent has been given back since. It still counts here.`,
  lines: {
    refunded: (amount: string) => `${amount} of it has been given back since`,
    title: (what: string, when: string) => `${what}, ${when}`,
    in: 'Money in',
    out: 'Money out',
    within: (account: string) => `on ${account}`,
    more: 'Show older',
    retry: 'Older lines did not load: try again',
    loading: 'Loading the transactions',
    none: 'There is nothing here any more',
    noneText: 'No transaction fits. A category may have been changed meanwhile.',
    span: (from: string, to: string) => (from === to ? from : `${from} to ${to}`),
  },
} as const
