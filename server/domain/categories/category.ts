/** What money is spent on and comes from. The names are for programs; a screen has words of its own for them. */
import { z } from 'zod'

export const allCategories = [
  'groceries',
  'eatingOut',
  'rent',
  'utilities',
  'insurance',
  'subscriptions',
  'transport',
  'travel',
  'health',
  'education',
  'shopping',
  'leisure',
  'gifts',
  'taxes',
  'fees',
  'salary',
  'income',
  'interest',
  'savings',
  'ownTransfers',
  'transfers',
  'cash',
  'other',
] as const

export const categorySchema = z.enum(allCategories, { error: `must be one of ${allCategories.join(', ')}` })
export type Category = (typeof allCategories)[number]

/** How a category came: by the bank's own rules, by what the customer wants remembered, or chosen for this very one. */
export type CategorySource = 'rule' | 'remembered' | 'chosen'
