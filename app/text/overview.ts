/** What the overview says. */
export const overviewText = {
  greeting: (hour: number, firstName: string): string => {
    const time =
      hour < 5 ? 'Good night' : hour < 12 ? 'Good morning' : hour < 18 ? 'Good afternoon' : 'Good evening'
    return `${time}, ${firstName}`
  },
  blank: {
    title: 'Your book is still blank',
    text: 'Open your first account and its pages begin to fill: what comes in, what goes out, and what is left.',
    action: 'Open an account',
  },
  total: {
    region: 'Total',
    title: 'Total balance',
    includesPending: 'includes pending',
    send: 'Send money',
  },
  accounts: {
    closed: (count: number) => `Closed (${count})`,
    title: 'Accounts',
    /** Said of a line that others see. */
    trend: (days: number, from: string, to: string, lowest: string, highest: string) =>
      `In ${days} days from ${from} to ${to}, between ${lowest} and ${highest}`,
  },
  coming: {
    title: 'Coming up',
    today: 'Today',
    tomorrow: 'Tomorrow',
    scheduled: (to: string) => `Scheduled to ${to}`,
    short: (account: string) => `There is not enough on ${account} for what is due.`,
    asks: (name: string) => `${name} asks you for money`,
    answer: (date: string) => `To be answered by ${date}`,
    failed: 'A standing order was not sent',
    requestsFailed: 'Who asks you for money could not be read.',
    due: (date: string) => `Due ${date}`,
  },
  left: {
    title: 'Left to spend',
    until: (date: string) => `until ${date}`,
    nothing: 'All that is available: nothing is scheduled.',
    scheduled: (count: number) => (count === 1 ? '1 payment scheduled' : `${count} payments scheduled`),
    together: (currency: string) => `Together in ${currency}`,
    available: 'Available',
    toScheduled: 'All that is scheduled',
    short: 'More is scheduled than there is.',
    failed: 'What is scheduled could not be read.',
  },
  activity: {
    title: 'Latest activity',
    loading: 'Loading the latest activity',
    emptyTitle: 'Nothing has moved yet',
    empty: 'The first line appears when money comes in.',
  },
  notifications: {
    title: 'Notifications',
    loading: 'Loading notifications',
    emptyTitle: 'Nothing yet',
    empty: 'You will be told here when money comes in.',
    failed: 'The notifications could not be read',
  },
} as const
