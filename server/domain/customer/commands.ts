/** Registering a customer: given by the bank itself when somebody signs up, never over the wire. */
import { z } from 'zod'
import { accepted, defineCommand, rejected } from '../decider.ts'
import { customerIdSchema } from '../ids.ts'
import { lineSchema } from '../text.ts'
import { customerRef } from './decider.ts'

export const personNameSchema = lineSchema(1, 60)

export const registerCustomer = defineCommand({
  roles: ['system'],
  input: z.object({
    customerId: customerIdSchema,
    firstName: personNameSchema,
    lastName: personNameSchema,
    email: z.email('must be an email address').max(254),
  }),
  prepare: (data) => data,
  streams: ({ customerId }) => ({ customer: customerRef(customerId) }),
  decide: (data, { customer }) =>
    customer.status !== 'none'
      ? rejected({ reason: 'CustomerAlreadyExists' })
      : accepted({ type: 'CustomerRegistered', data }),
  answer: ({ customerId }) => ({ customerId }),
})
