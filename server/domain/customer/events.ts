/** What can have happened to a customer. The only events that hold a person's name and email. */
import { z } from 'zod'
import { defineEvent, type EventOf, withPersonalData } from '../event.ts'
import { customerIdSchema } from '../ids.ts'
import { customerRegisteredV1 } from './upcasters.ts'

export const customerEvents = {
  CustomerRegistered: withPersonalData(
    defineEvent(
      'CustomerRegistered',
      2,
      { customerId: customerIdSchema, firstName: z.string(), lastName: z.string(), email: z.string() },
      { 1: customerRegisteredV1 },
    ),
    { subject: 'customerId', erased: { firstName: 'Erased', lastName: 'customer', email: '' } },
  ),
}

export type CustomerRegistered = EventOf<typeof customerEvents.CustomerRegistered>
export type CustomerEvent = CustomerRegistered
