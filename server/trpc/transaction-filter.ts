/** By what an account's movements are picked out, as it comes over the wire: for the list and for its export alike. */
import { z } from 'zod'
import { categorySchema } from '../domain/categories/category.ts'
import { instant } from './rates.ts'

const decimal = z
  .string('must be a decimal string, such as "12.50"')
  .regex(/^(0|[1-9]\d{0,15})(\.\d{1,4})?$/, 'must be a decimal number, such as "12.50"')

export const transactionFilter = {
  search: z.string('must be text').max(200, 'must have at most 200 characters').optional(),
  from: instant.optional(),
  to: instant.optional(),
  minAmount: decimal.optional(),
  maxAmount: decimal.optional(),
  direction: z.enum(['in', 'out'], { error: 'must be in or out' }).optional(),
  category: categorySchema.optional(),
}
