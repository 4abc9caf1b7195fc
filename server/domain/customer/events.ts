/** What can have happened to a customer. The only events that may hold a person's name and email. */
import { z } from 'zod'
import { defineEvent, type EventOf, withPersonalData } from '../event.ts'
import { customerIdSchema } from '../ids.ts'
import { customerRegisteredV1 } from './upcasters.ts'

export const customerEvents = {
  /** Somebody has become a customer, under their name and email. */
  CustomerRegistered: withPersonalData(
    defineEvent(
      'CustomerRegistered',
      2,
      { customerId: customerIdSchema, firstName: z.string(), lastName: z.string(), email: z.string() },
      { 1: customerRegisteredV1 },
    ),
    { subject: 'customerId', erased: { firstName: 'Erased', lastName: 'customer', email: '' } },
  ),
  /** For how long the transfers that they send can be called back, from now on. */
  UndoWindowChanged: defineEvent('UndoWindowChanged', 1, {
    customerId: customerIdSchema,
    seconds: z.int().nonnegative(),
  }),
  /** Their names and email can be read no more. The reason stays for ever, and must name nobody. */
  CustomerForgotten: defineEvent('CustomerForgotten', 1, {
    customerId: customerIdSchema,
    reason: z.string(),
  }),
}

export type CustomerRegistered = EventOf<typeof customerEvents.CustomerRegistered>
export type CustomerForgotten = EventOf<typeof customerEvents.CustomerForgotten>
export type UndoWindowChanged = EventOf<typeof customerEvents.UndoWindowChanged>
export type CustomerEvent = CustomerRegistered | UndoWindowChanged | CustomerForgotten
