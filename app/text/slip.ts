/** What stands on a slip: the paper that money is moved with. */
export const slipText = {
  from: 'From',
  to: 'To',
  what: 'What for',
  becomes: 'becomes',
} as const
