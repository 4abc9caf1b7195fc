/** What stands around every page. */
export const shellText = {
  pages: {
    overview: 'Overview',
    moveMoney: 'Move money',
    scheduled: 'Scheduled',
    insights: 'Insights',
  },
} as const
