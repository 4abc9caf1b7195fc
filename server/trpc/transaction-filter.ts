/** By what an account's movements are picked out, as it comes over the wire: for the list, its totals and its export alike. */
import { z } from 'zod'
import { categorySchema } from '../domain/categories/category.ts'
import { amountBoundSchema, categoriesSchema } from '../domain/saved-search/filter.ts'
import { instant } from './rates.ts'

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
  minAmount: amountBoundSchema.optional(),
  maxAmount: amountBoundSchema.optional(),
  direction: z.enum(['in', 'out'], { error: 'must be in or out' }).optional(),
  category: categorySchema.optional(),
  categories: categoriesSchema.optional(),
  counterparty: anyNumber.optional(),
}
