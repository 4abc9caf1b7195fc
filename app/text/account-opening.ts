/** What opening an account asks and says. */
export const openingText = {
  title: 'Open an account',
  note: 'It is yours at once, and costs nothing.',
  kind: 'Kind',
  products: {
    current: { label: 'Current account', detail: 'for every day' },
    savings: { label: 'Savings account', detail: 'for later' },
  },
  currency: 'Currency',
  currencies: {
    USD: 'US dollar',
    EUR: 'Euro',
    GBP: 'Pound sterling',
    CHF: 'Swiss franc',
    JPY: 'Japanese yen',
  },
  name: 'Name',
  nameHint: 'Only you and the bank see it.',
  namePlaceholder: 'Everyday',
  nameMissing: 'Give the account a name.',
  submit: 'Open the account',
  done: 'Account opened',
  ready: (name: string) => `${name} is ready.`,
} as const
