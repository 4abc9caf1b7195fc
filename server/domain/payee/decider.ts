/**
 * All payees of one customer are one stream: only so can a rule see that a number is saved already, and forgetting the
 * customer finds all of them.
 */
import { z } from 'zod'
import type { Aggregate } from '../decider.ts'
import {
  type AccountId,
  accountIdSchema,
  type CustomerId,
  type PayeeId,
  payeeIdSchema,
  payeesStream,
} from '../ids.ts'
import type { PayeeAdded, PayeeEvent, PayeeForgotten } from './events.ts'

export type Payee = {
  readonly status: 'saved' | 'removed' | 'forgotten'
  /** Empty once it is erased. */
  readonly number: string
  /** Null for an account at another bank. */
  readonly accountId: AccountId | null
  readonly isTrusted: boolean
  readonly addedAt: string
}

/** By id, removed ones included: transfers refer to them. */
export type Payees = Readonly<Record<PayeeId, Payee>>

/** A customer's payees: accounts here and at other banks that they have saved to pay into. */
export const payees: Aggregate<Payees, PayeeEvent> = {
  name: 'Payees',
  initialState: {},
  evolve: (state, event) => evolve(state, event),
  snapshot: {
    schemaVersion: 1,
    // Numbers are in the state, because a rule needs them, and must not stand in plain in a table.
    hasPersonalData: true,
    schema: z.record(
      payeeIdSchema,
      z.object({
        status: z.enum(['saved', 'removed', 'forgotten']),
        number: z.string(),
        accountId: accountIdSchema.nullable(),
        isTrusted: z.boolean(),
        addedAt: z.iso.datetime(),
      }),
    ),
  },
}

const evolve = (state: Payees, event: PayeeEvent): Payees => {
  const { payeeId } = event.data
  const changed = (change: Partial<Payee>): Payees => {
    const payee = state[payeeId]
    if (!payee) throw new Error('An event changes a payee that was never added')
    return { ...state, [payeeId]: { ...payee, ...change } }
  }
  switch (event.type) {
    case 'PayeeAdded': {
      const { number, accountId, addedAt } = event.data
      return { ...state, [payeeId]: { status: 'saved', number, accountId, isTrusted: false, addedAt } }
    }
    case 'PayeeRenamed':
      return state
    case 'PayeeTrusted':
      return changed({ isTrusted: true })
    case 'PayeeUntrusted':
      return changed({ isTrusted: false })
    case 'PayeeRemoved':
      return changed({ status: 'removed', isTrusted: false })
    case 'PayeeForgotten':
      return changed({ status: 'forgotten', isTrusted: false, number: '' })
  }
}

/** The payee of this id, if it is in the customer's list. */
export const savedPayee = (state: Payees, id: PayeeId): Payee | undefined => {
  const payee = state[id]
  return payee?.status === 'saved' ? payee : undefined
}

/** Who is in the customer's list with this number. */
export const payeeWithNumber = (state: Payees, number: PayeeAdded['data']['number']): PayeeId | undefined =>
  entriesOf(state).find(([, payee]) => payee.status === 'saved' && payee.number === number)?.[0]

export const countSaved = (state: Payees): number =>
  entriesOf(state).filter(([, { status }]) => status === 'saved').length

/** What it takes to forget all of them, removed ones too: their events have names in them. */
export const forgetPayees = (state: Payees, customerId: CustomerId): PayeeForgotten[] =>
  entriesOf(state)
    .filter(([, { status }]) => status !== 'forgotten')
    .map(([payeeId]) => ({ type: 'PayeeForgotten', data: { payeeId, customerId } }))

const entriesOf = (state: Payees) => Object.entries(state) as [PayeeId, Payee][]

export const payeesRef = (id: CustomerId) => ({ streamId: payeesStream(id), aggregate: payees })
