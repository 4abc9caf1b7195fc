/** What customers do with their saved searches. Each has a list of their own; somebody else's is not there for them. */
import { z } from 'zod'
import { customerRef } from '../customer/decider.ts'
import { type Actor, accepted, defineCommand, rejected } from '../decider.ts'
import { type CustomerId, chosen, customerIdSchema, type SearchId, searchIdSchema } from '../ids.ts'
import { lineSchema } from '../text.ts'
import { countSearches, isSaved, savedSearchesRef, searchNamed } from './decider.ts'
import { searchFilterSchema } from './filter.ts'

/** As many as a menu can show. */
export const MAX_SEARCHES = 50

/** Only the bank itself gives commands for somebody else, and must say for whom. */
const owner = { customerId: customerIdSchema.optional() }
const missing = ({ customerId }: { customerId?: CustomerId | undefined }, actor: Actor) =>
  customerId === undefined && actor.customerId === null
    ? { field: 'customerId', reason: 'is required: whose search is it?' }
    : undefined
// `missing` has made sure that one of the two is there.
const ownerOf = ({ customerId }: { customerId?: CustomerId | undefined }, actor: Actor) =>
  customerId ?? (actor.customerId as CustomerId)
const isOwn = (customerId: CustomerId, actor: Actor) =>
  actor.role !== 'customer' || actor.customerId === customerId
const notThere = () => rejected({ reason: 'SearchNotFound', field: 'searchId' })

/** Saves a search under a name, or saves one anew that is in the list already. */
export const saveSearch = defineCommand({
  roles: ['customer', 'system'],
  input: z.object({
    ...owner,
    /** Of one that is to be changed. */
    searchId: chosen(searchIdSchema).optional(),
    name: lineSchema(1, 60),
    filter: searchFilterSchema,
  }),
  missing,
  prepare: ({ searchId, name, filter, ...rest }, { actor, newId, at }) => ({
    customerId: ownerOf(rest, actor),
    searchId: searchId ?? (newId() as SearchId),
    isNew: searchId === undefined,
    name,
    filter,
    savedAt: at.toISOString(),
  }),
  streams: ({ customerId }) => ({
    customer: customerRef(customerId),
    searches: savedSearchesRef(customerId),
  }),
  decide: ({ customerId, searchId, isNew, name, filter, savedAt }, { customer, searches }, actor) => {
    if (customer.status !== 'registered' || !isOwn(customerId, actor))
      return rejected({ reason: 'CustomerNotFound', field: 'customerId' })
    if (!isNew && !isSaved(searches, searchId)) return notThere()
    const namesake = searchNamed(searches, name)
    if (namesake !== undefined && namesake !== searchId)
      return rejected({ reason: 'SearchNameTaken', field: 'name', searchId: namesake })
    if (isNew && countSearches(searches) >= MAX_SEARCHES)
      return rejected({ reason: 'TooManySearches', limit: MAX_SEARCHES })
    const { search = '', counterparty = '', ...impersonal } = filter
    return accepted({
      type: 'SearchSaved',
      data: { searchId, customerId, name, search, counterparty, filter: impersonal, savedAt },
    })
  },
  answer: ({ searchId }) => ({ searchId }),
})

/** Takes a search off the list. */
export const removeSearch = defineCommand({
  roles: ['customer', 'system'],
  input: z.object({ ...owner, searchId: searchIdSchema }),
  missing,
  prepare: ({ searchId, ...rest }, { actor }) => ({ customerId: ownerOf(rest, actor), searchId }),
  streams: ({ customerId }) => ({ searches: savedSearchesRef(customerId) }),
  decide: (data, { searches }, actor) =>
    isOwn(data.customerId, actor) && isSaved(searches, data.searchId)
      ? accepted({ type: 'SearchRemoved', data })
      : notThere(),
  answer: () => ({}),
})
