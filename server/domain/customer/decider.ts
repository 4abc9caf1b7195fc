/** A customer is known to the bank, or not yet, or no more: who has been forgotten never comes back under the same id. */
import { z } from 'zod'
import type { Aggregate } from '../decider.ts'
import { type CustomerId, customerStream } from '../ids.ts'
import type { CustomerEvent } from './events.ts'

export type Customer =
  | { readonly status: 'none' }
  | { readonly status: 'registered'; readonly undoSeconds: number }
  | { readonly status: 'forgotten' }

/** For how long a transfer can be called back by who has not said otherwise. */
export const DEFAULT_UNDO_SECONDS = 10

/** A person whom the bank knows, or has forgotten. */
export const customer: Aggregate<Customer, CustomerEvent> = {
  name: 'Customer',
  initialState: { status: 'none' },
  evolve: (state, event) => {
    switch (event.type) {
      case 'CustomerRegistered':
        return { status: 'registered', undoSeconds: DEFAULT_UNDO_SECONDS }
      case 'UndoWindowChanged':
        if (state.status !== 'registered')
          throw new Error('An event changes a customer who is not registered')
        return { ...state, undoSeconds: event.data.seconds }
      case 'CustomerForgotten':
        return { status: 'forgotten' }
    }
  },
  // Names stay out of the state: no rule needs them, and a snapshot must not keep what may have to be erased.
  snapshot: {
    schemaVersion: 3,
    schema: z.union([
      z.object({ status: z.enum(['none', 'forgotten']) }),
      z.object({ status: z.literal('registered'), undoSeconds: z.int().nonnegative() }),
    ]) as z.ZodType<Customer>,
  },
}

export const customerRef = (id: CustomerId) => ({ streamId: customerStream(id), aggregate: customer })
