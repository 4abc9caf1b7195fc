/** Reading notifications. Whose they are follows from who reads them; that nothing lies ahead of the log is for the caller to see to. */
import { z } from 'zod'
import { accepted, defineCommand, rejected } from '../decider.ts'
import { customerIdSchema } from '../ids.ts'
import { inboxRef } from './decider.ts'

export const upToSchema = z.int('must be a whole number').min(1, 'must be at least 1')

/** Marks as read every notification up to a position of the log. */
export const markNotificationsRead = defineCommand({
  roles: ['customer', 'system'],
  input: z.object({ customerId: customerIdSchema, upTo: upToSchema }),
  prepare: (data) => data,
  streams: ({ customerId }) => ({ inbox: inboxRef(customerId) }),
  decide: (data, { inbox }, actor) => {
    if (actor.role === 'customer' && actor.customerId !== data.customerId)
      return rejected({ reason: 'CustomerNotFound', field: 'customerId' })
    return data.upTo <= inbox.readUpTo
      ? rejected({ reason: 'NotificationsAlreadyRead', field: 'upTo' })
      : accepted({ type: 'NotificationsRead' as const, data })
  },
  answer: ({ upTo }) => ({ upTo }),
})
