/** The pages from which money is moved, side by side. */
export const moveMoneyText = {
  label: 'Move money',
  send: 'Send',
  sendTitle: 'Send money',
  payees: 'Payees',
  requests: 'Requests',
} as const
