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
import type { PayeeEvent, PayeeForgotten } from './events.ts'

export type Payee = {
  readonly number: string
  /** Null for an account at another bank. */
  readonly accountId: AccountId | null
  readonly isTrusted: boolean
  /** When the customer has vouched for it (./trust.ts); null as long as they have not, or from before that was kept. */
  readonly trustedAt: string | null
  readonly addedAt: string
  /** As whom limits count it: the first that this number was saved as. So nobody is new again by being saved anew. */
  readonly countsAs: PayeeId
}

/**
 * The list and what was once in it apart, so that an event copies the one or adds to the other, however often somebody
 * has changed their mind.
 */
export type Payees = {
  readonly saved: Readonly<Record<PayeeId, Payee>>
  /** In the list no more; their events still have names in them. */
  readonly past: readonly PastPayee[]
}
export type PastPayee = Pick<Payee, 'number' | 'countsAs'> & { readonly payeeId: PayeeId }

/** A customer's payees: accounts here and at other banks that they have saved to pay into. */
export const payees: Aggregate<Payees, PayeeEvent> = {
  name: 'Payees',
  initialState: { saved: {}, past: [] },
  evolve: (state, event) => evolve(state, event),
  snapshot: {
    schemaVersion: 3,
    // Numbers are in the state, because a rule needs them, and must not stand in plain in a table.
    hasPersonalData: true,
    schema: z.object({
      saved: z.record(
        payeeIdSchema,
        z.object({
          number: z.string(),
          accountId: accountIdSchema.nullable(),
          isTrusted: z.boolean(),
          trustedAt: z.iso.datetime().nullable(),
          addedAt: z.iso.datetime(),
          countsAs: payeeIdSchema,
        }),
      ),
      past: z.array(z.object({ payeeId: payeeIdSchema, number: z.string(), countsAs: payeeIdSchema })),
    }),
  },
}

const evolve = (state: Payees, event: PayeeEvent): Payees => {
  const { payeeId } = event.data
  switch (event.type) {
    case 'PayeeAdded': {
      const { number, accountId, addedAt } = event.data
      const countsAs = state.past.find((one) => one.number === number)?.countsAs ?? payeeId
      const payee = { number, accountId, isTrusted: false, trustedAt: null, addedAt, countsAs }
      return { ...state, saved: { ...state.saved, [payeeId]: payee } }
    }
    case 'PayeeRenamed':
      return state
    case 'PayeeTrusted': {
      const payee = { ...existing(state, payeeId), isTrusted: true, trustedAt: event.data.trustedAt }
      return { ...state, saved: { ...state.saved, [payeeId]: payee } }
    }
    case 'PayeeUntrusted': {
      const payee = { ...existing(state, payeeId), isTrusted: false, trustedAt: null }
      return { ...state, saved: { ...state.saved, [payeeId]: payee } }
    }
    case 'PayeeRemoved': {
      const { number, countsAs } = existing(state, payeeId)
      const { [payeeId]: _removed, ...saved } = state.saved
      return { saved, past: [...state.past, { payeeId, number, countsAs }] }
    }
    case 'PayeeForgotten': {
      const { [payeeId]: _forgotten, ...saved } = state.saved
      return { saved, past: state.past.filter((one) => one.payeeId !== payeeId) }
    }
  }
}

const existing = ({ saved }: Payees, id: PayeeId): Payee => {
  const payee = saved[id]
  if (!payee) throw new Error('An event changes a payee that is not in the list')
  return payee
}

/** The payee of this id, if it is in the customer's list. */
export const savedPayee = ({ saved }: Payees, id: PayeeId): Payee | undefined => saved[id]

export const wasEverSaved = ({ saved, past }: Payees, id: PayeeId): boolean =>
  Object.hasOwn(saved, id) || past.some(({ payeeId }) => payeeId === id)

/** Who is in the customer's list with this number. */
export const payeeWithNumber = ({ saved }: Payees, number: string): PayeeId | undefined =>
  savedIds({ saved }).find((id) => saved[id]?.number === number)

export const countSaved = (state: Payees): number => savedIds(state).length

/** What it takes to forget all of them, also those that are in the list no more. */
export const forgetPayees = (state: Payees, customerId: CustomerId): PayeeForgotten[] =>
  [...savedIds(state), ...state.past.map(({ payeeId }) => payeeId)].map((payeeId) => ({
    type: 'PayeeForgotten',
    data: { payeeId, customerId },
  }))

const savedIds = ({ saved }: Pick<Payees, 'saved'>) => Object.keys(saved) as PayeeId[]

export const payeesRef = (id: CustomerId) => ({ streamId: payeesStream(id), aggregate: payees })
