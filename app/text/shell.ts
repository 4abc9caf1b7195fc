/** What stands around every page. */
export const shellText = {
  pages: {
    overview: 'Overview',
    moveMoney: 'Move money',
    scheduled: 'Scheduled',
    insights: 'Insights',
    openAccount: 'Open an account',
    settings: 'Settings',
    payees: 'Payees',
    requests: 'Requests',
  },
} as const
