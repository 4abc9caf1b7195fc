/**
 * A customer puts their own transactions into categories. The caller names a transaction by its position; the bank adds
 * what its own rows say of it, and on which accounts a rule is to hold, before these rules look at it.
 */
import { z } from 'zod'
import { accountRef, notFound } from '../bank-account/decider.ts'
import { accepted, type CommandDefinition, defineCommand, rejected } from '../decider.ts'
import { accountIdSchema, customerIdSchema } from '../ids.ts'
import { categorySchema } from './category.ts'
import { categoriesRef, countRules, isChosen, MAX_CATEGORY_RULES } from './decider.ts'
import { type CategoryEvent, categoryEvents, otherSideSchema } from './events.ts'

const roles: CommandDefinition['roles'] = ['customer', 'system']

/** Chooses a category for one transaction, takes it back, or has it remembered for what is to come. */
export const categoriseTransaction = defineCommand({
  roles,
  input: z.object({
    customerId: customerIdSchema,
    movement: categoryEvents.TransactionCategorised.data.omit({ customerId: true, category: true }),
    category: categorySchema.nullable(),
    /** On these accounts, what moves to or from the same other side from now on is to have this category too. */
    rememberOn: z.array(accountIdSchema, { error: 'must be a list of account ids' }),
  }),
  // Asking again is the same request, whatever the movement was reckoned under by then, and however many accounts there are.
  asked: ({ customerId, movement: { position }, category, rememberOn }) => ({
    ...{ customerId, position, category },
    isRemembered: rememberOn.length > 0,
  }),
  prepare: (data) => data,
  streams: ({ customerId, movement }) => ({
    account: accountRef(movement.accountId),
    categories: categoriesRef(customerId),
  }),
  decide: ({ customerId, movement, category, rememberOn }, { account, categories }, actor) => {
    const isOwn = actor.role !== 'customer' || actor.customerId === customerId
    if (account.status === 'none' || account.owner !== customerId || !isOwn) return notFound('accountId')
    const events: CategoryEvent[] = []
    if (!isChosen(categories, movement.position, category))
      events.push({ type: 'TransactionCategorised', data: { customerId, ...movement, category } })
    const { otherSide, position } = movement
    const remembered = categories.rules[otherSide] ?? {}
    const isNew = category !== null && rememberOn.length > 0 && Object.keys(remembered).length === 0
    if (isNew && countRules(categories) >= MAX_CATEGORY_RULES)
      return rejected({ reason: 'TooManyCategoryRules', limit: MAX_CATEGORY_RULES })
    if (category !== null)
      for (const accountId of rememberOn)
        if (remembered[accountId] !== category)
          events.push({
            type: 'CategoryRuleRemembered',
            data: { customerId, accountId, otherSide, category, position },
          })
    return events.length > 0 ? accepted(...events) : rejected({ reason: 'CategoryUnchanged' })
  },
  answer: () => ({}),
})

/** Lets what was remembered of an other side be forgotten, on every account. */
export const forgetCategoryRule = defineCommand({
  roles,
  input: z.object({ customerId: customerIdSchema, otherSide: otherSideSchema }),
  prepare: (data) => data,
  streams: ({ customerId }) => ({ categories: categoriesRef(customerId) }),
  decide: ({ customerId, otherSide }, { categories }, actor) => {
    const accountIds = Object.keys(categories.rules[otherSide] ?? {})
    if (accountIds.length === 0 || (actor.role === 'customer' && actor.customerId !== customerId))
      return rejected({ reason: 'CategoryRuleNotFound' })
    return accepted(
      ...accountIds.map((id) => ({
        type: 'CategoryRuleForgotten' as const,
        data: { customerId, accountId: accountIdSchema.parse(id), otherSide },
      })),
    )
  },
  answer: () => ({}),
})
