/** What a customer has said about the categories of their transactions. Says no more of them than sums need. */
import { z } from 'zod'
import { defineEvent, type EventOf } from '../event.ts'
import { accountIdSchema, customerIdSchema, transferIdSchema } from '../ids.ts'
import { storedMoneySchema } from '../money.ts'
import { categorySchema } from './category.ts'

/** Whom or what a movement is like: the account or payee at its other end, or an id made of its text where there is none. */
export const otherSideSchema = z.uuid({ error: 'must be a UUID' })

export const categoryEvents = {
  /** The customer chose a category for one transaction, or took the choice back. */
  TransactionCategorised: defineEvent('TransactionCategorised', 1, {
    customerId: customerIdSchema,
    accountId: accountIdSchema,
    /** The movement's own event, with what a total has to know of it. */
    position: z.int().positive(),
    at: z.iso.datetime(),
    direction: z.enum(['in', 'out']),
    money: storedMoneySchema,
    otherSide: otherSideSchema,
    /** By which it came from another bank: in totals each of those stands by itself. */
    payment: transferIdSchema.optional(),
    /** What it was reckoned under before anybody chose: by its description, or by what was remembered then. */
    original: z.object({ source: z.enum(['rule', 'remembered']), category: categorySchema.nullable() }),
    /** `null`: the choice is taken back. */
    category: categorySchema.nullable(),
  }),
  /** Holds for what moves on this account from here on. */
  CategoryRuleRemembered: defineEvent('CategoryRuleRemembered', 1, {
    customerId: customerIdSchema,
    accountId: accountIdSchema,
    otherSide: otherSideSchema,
    category: categorySchema,
    /** The movement that it was made from. */
    position: z.int().positive(),
  }),
  /** From here on the bank's own rules hold for it again. */
  CategoryRuleForgotten: defineEvent('CategoryRuleForgotten', 1, {
    customerId: customerIdSchema,
    accountId: accountIdSchema,
    otherSide: otherSideSchema,
  }),
}

export type TransactionCategorised = EventOf<typeof categoryEvents.TransactionCategorised>
export type CategoryRuleRemembered = EventOf<typeof categoryEvents.CategoryRuleRemembered>
export type CategoryRuleForgotten = EventOf<typeof categoryEvents.CategoryRuleForgotten>
export type CategoryEvent = TransactionCategorised | CategoryRuleRemembered | CategoryRuleForgotten
