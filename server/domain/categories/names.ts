/** What the bank's categories are called, on the screen and on paper alike. */
import type { Category } from './category.ts'

export const categoryNames: Readonly<Record<Category, string>> = {
  groceries: 'Groceries',
  eatingOut: 'Eating out',
  rent: 'Rent',
  utilities: 'Utilities',
  insurance: 'Insurance',
  subscriptions: 'Subscriptions',
  transport: 'Transport',
  travel: 'Travel',
  health: 'Health',
  education: 'Education',
  shopping: 'Shopping',
  leisure: 'Leisure',
  gifts: 'Gifts',
  taxes: 'Taxes',
  fees: 'Fees',
  salary: 'Salary',
  income: 'Other income',
  interest: 'Interest',
  savings: 'Savings',
  ownTransfers: 'Between own accounts',
  transfers: 'Transfers to people',
  cash: 'Cash',
  other: 'Other',
}
