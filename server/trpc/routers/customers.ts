/** The bank's customers, to its staff. */
import { z } from 'zod'
import { searchCustomers } from '../../read-models/transactions/customer-search.ts'
import { paging, readingAs, router } from '../procedures.ts'

export const customersRouter = router({
  /** By words of their names, mistakes allowed for, or by a part of an account's number. */
  search: readingAs(['teller', 'approver', 'auditor'], ['transactions'], {
    ...paging,
    search: z
      .string('must be text')
      .trim()
      .min(1, 'must not be empty')
      .max(200, 'must have at most 200 characters'),
  }).query(({ ctx, input: { search, limit, cursor } }) =>
    searchCustomers(ctx.services.sql, { search, limit, cursor }),
  ),
})
