/** What is said of an amount that cannot be understood. Numbers come in as the reader writes them. */
export const amountsText = {
  missing: 'Enter an amount.',
  otherCurrency: (currency: string) => `The amount has to be in ${currency}.`,
  notAboveZero: 'Enter an amount above zero.',
  onlyDigits: (example: string) => `Use digits only, such as ${example}.`,
  noDecimals: (currency: string) => `${currency} has no decimals.`,
  tooManyDecimals: (currency: string, has: number, given: number) =>
    `${currency} has ${has} decimals, not ${given}.`,
  atMost: (most: string) => `At most ${most} at a time.`,
  whole: (number: string, mark: '.' | ',') =>
    `Did you mean ${number}? Please write it without the ${mark === '.' ? 'point' : 'comma'}.`,
  eitherOr: (one: string, other: string) => `Did you mean ${one} or ${other}? Please write it out.`,
  thousands: (example: string) => `Check the thousands, as in ${example}.`,
} as const
