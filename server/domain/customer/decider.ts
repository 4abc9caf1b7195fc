/** A customer is known to the bank, or not yet, or no more: who has been forgotten never comes back under the same id. */
import { z } from 'zod'
import type { Aggregate } from '../decider.ts'
import { type CustomerId, customerStream } from '../ids.ts'
import type { CustomerEvent } from './events.ts'

export type Customer =
  | { readonly status: 'none' }
  | { readonly status: 'registered' }
  | { readonly status: 'forgotten' }

/** A person whom the bank knows, or has forgotten. */
export const customer: Aggregate<Customer, CustomerEvent> = {
  name: 'Customer',
  initialState: { status: 'none' },
  evolve: (_state, event) => {
    switch (event.type) {
      case 'CustomerRegistered':
        return { status: 'registered' }
      case 'CustomerForgotten':
        return { status: 'forgotten' }
    }
  },
  // Names stay out of the state: no rule needs them, and a snapshot must not keep what may have to be erased.
  snapshot: { schemaVersion: 2, schema: z.object({ status: z.enum(['none', 'registered', 'forgotten']) }) },
}

export const customerRef = (id: CustomerId) => ({ streamId: customerStream(id), aggregate: customer })
