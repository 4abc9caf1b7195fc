/** What a list of transactions can be filtered by, as somebody keeps it: dates as they were chosen, not as instants. */
import { z } from 'zod'
import { businessDateSchema } from '../calendar/business-dates.ts'
import { allCategories, categorySchema } from '../categories/category.ts'
import { lineSchema } from '../text.ts'

/** Ranges that mean other dates on another day. */
export const quickRanges = [
  'thisMonth',
  'lastMonth',
  'last30Days',
  'last90Days',
  'thisYear',
  'lastYear',
] as const
export type QuickRange = (typeof quickRanges)[number]

const states = ['booked', 'held'] as const

/** Of an amount in major units, in whatever currency. */
export const amountBoundSchema = z
  .string('must be a decimal string, such as "12.50"')
  .regex(/^(0|[1-9]\d{0,15})(\.\d{1,4})?$/, 'must be a decimal number, such as "12.50"')

/** At least one and each once is not asked for: a list of all of them filters as well as none. */
export const categoriesSchema = z
  .array(categorySchema, 'must be a list of categories')
  .min(1, 'must have at least one category')
  .max(allCategories.length, `must have at most ${allCategories.length} categories`)

/** What says nothing about anybody. */
export const impersonalFilterSchema = z.object(
  {
    range: z.enum(quickRanges, { error: `must be one of ${quickRanges.join(', ')}` }).optional(),
    from: businessDateSchema.optional(),
    to: businessDateSchema.optional(),
    minAmount: amountBoundSchema.optional(),
    maxAmount: amountBoundSchema.optional(),
    direction: z.enum(['in', 'out'], { error: 'must be in or out' }).optional(),
    categories: categoriesSchema.optional(),
    status: z.enum(states, { error: `must be one of ${states.join(', ')}` }).optional(),
  },
  { error: 'must be a filter' },
)

export const searchFilterSchema = impersonalFilterSchema
  .extend({
    /** What was typed. */
    search: lineSchema(1, 200).optional(),
    /** The number of the account at the other end. */
    counterparty: lineSchema(1, 50).optional(),
  })
  .refine((filter) => Object.values(filter).some((one) => one !== undefined), 'must filter by something')
  .refine(({ range, from, to }) => range === undefined || (from === undefined && to === undefined), {
    path: ['range'],
    error: 'cannot be given together with from or to',
  })

export type SearchFilter = z.output<typeof searchFilterSchema>
