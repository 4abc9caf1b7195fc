/** The bank's customers, to its staff. */
import { z } from 'zod'
import { customerIdSchema } from '../../domain/ids.ts'
import { searchCustomers } from '../../read-models/transactions/customer-search.ts'
import { customerById } from '../../read-models/transactions/one-customer.ts'
import { notFound } from '../errors.ts'
import { paging, readingAs, router } from '../procedures.ts'

const STAFF = ['teller', 'approver', 'auditor'] as const

export const customersRouter = router({
  /** Also somebody who has no account yet. */
  get: readingAs(STAFF, ['transactions'], { customerId: customerIdSchema }).query(
    async ({ ctx, input: { customerId } }) => {
      const customer = await customerById(ctx.services.sql, customerId)
      if (!customer) throw notFound()
      return customer
    },
  ),

  /** By words of their names, mistakes allowed for, or by a part of an account's number. */
  search: readingAs(STAFF, ['transactions'], {
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
