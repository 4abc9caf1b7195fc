/** By what an account's movements are picked out, as it comes over the wire: for the list, its totals and its export alike. */
import { z } from 'zod'
import { allCategories, categorySchema } from '../domain/categories/category.ts'
import { instant } from './rates.ts'

const decimal = z
  .string('must be a decimal string, such as "12.50"')
  .regex(/^(0|[1-9]\d{0,15})(\.\d{1,4})?$/, 'must be a decimal number, such as "12.50"')

/** Of this bank or another one, as it stands in a row or as somebody types it: it is only compared. */
const anyNumber = z
  .string('must be an account number')
  .transform((typed) => typed.replace(/[\s-]/g, '').toUpperCase())
  .pipe(z.string().min(1, 'must not be empty').max(50, 'must have at most 50 characters'))

export const searchText = z.string('must be text').max(200, 'must have at most 200 characters')

export const transactionFilter = {
  search: searchText.optional(),
  from: instant.optional(),
  to: instant.optional(),
  minAmount: decimal.optional(),
  maxAmount: decimal.optional(),
  direction: z.enum(['in', 'out'], { error: 'must be in or out' }).optional(),
  category: categorySchema.optional(),
  categories: z
    .array(categorySchema, 'must be a list of categories')
    .min(1, 'must have at least one category')
    .max(allCategories.length, `must have at most ${allCategories.length} categories`)
    .optional(),
  counterparty: anyNumber.optional(),
}
