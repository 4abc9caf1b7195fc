/** The pages from which money is moved, side by side. */
export const moveMoneyText = {
  label: 'Move money',
  send: 'Send',
  payees: 'Payees',
  requests: 'Requests',
} as const
