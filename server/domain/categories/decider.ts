/** What a customer has chosen and wants remembered, so that saying the same thing again changes nothing. */
import { z } from 'zod'
import type { Aggregate } from '../decider.ts'
import { type CustomerId, categoriesStream } from '../ids.ts'
import { type Category, categorySchema } from './category.ts'
import type { CategoryEvent } from './events.ts'

/** What one customer has said about the categories of their transactions. */
export type Categories = {
  /** By the movement's position. */
  readonly chosen: Readonly<Record<string, Category>>
  /** By other side, then by account. */
  readonly rules: Readonly<Record<string, Readonly<Record<string, Category>>>>
}

/** What one customer has said about the categories of their transactions. */
export const categories: Aggregate<Categories, CategoryEvent> = {
  name: 'Categories',
  initialState: { chosen: {}, rules: {} },
  evolve: (state, event) => {
    switch (event.type) {
      case 'TransactionCategorised': {
        const { position, category } = event.data
        return { ...state, chosen: changed(state.chosen, String(position), category) }
      }
      case 'CategoryRuleRemembered': {
        const { otherSide, accountId, category } = event.data
        const rule = { ...state.rules[otherSide], [accountId]: category }
        return { ...state, rules: { ...state.rules, [otherSide]: rule } }
      }
      case 'CategoryRuleForgotten': {
        const { otherSide, accountId } = event.data
        const rule = changed(state.rules[otherSide] ?? {}, accountId, null)
        const isEmpty = Object.keys(rule).length === 0
        return { ...state, rules: changed(state.rules, otherSide, isEmpty ? null : rule) }
      }
    }
  },
  snapshot: {
    schemaVersion: 1,
    schema: z.object({
      chosen: z.record(z.string(), categorySchema),
      rules: z.record(z.string(), z.record(z.string(), categorySchema)),
    }),
  },
}

const changed = <Value>(
  record: Readonly<Record<string, Value>>,
  key: string,
  value: Value | null,
): Readonly<Record<string, Value>> => {
  if (value !== null) return { ...record, [key]: value }
  const { [key]: _, ...rest } = record
  return rest
}

export const categoriesRef = (id: CustomerId) => ({
  streamId: categoriesStream(id),
  aggregate: categories,
})
