/** What a customer has chosen and wants remembered, so that saying the same thing again changes nothing. */
import { z } from 'zod'
import type { Aggregate } from '../decider.ts'
import { type CustomerId, categoriesStream } from '../ids.ts'
import { type Category, categorySchema } from './category.ts'
import type { CategoryEvent } from './events.ts'

/** More than anybody looks back at, and few enough to be copied at every choice. */
export const REMEMBERED_CHOICES = 2_000
/** Other sides that something is remembered of. */
export const MAX_CATEGORY_RULES = 500

/** What one customer has said about the categories of their transactions. */
export type Categories = {
  /** By the movement's position: of the newest of them. What is forgotten here stays chosen all the same. */
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
        return { ...state, chosen: newest(changed(state.chosen, String(position), category)) }
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

const oldestOf = (positions: readonly string[]): number =>
  positions.reduce((oldest, position) => Math.min(oldest, Number(position)), Number.POSITIVE_INFINITY)

const newest = (chosen: Categories['chosen']): Categories['chosen'] => {
  const positions = Object.keys(chosen)
  return positions.length > REMEMBERED_CHOICES ? changed(chosen, String(oldestOf(positions)), null) : chosen
}

/** Whether what is chosen for a movement is this already. Of one that is too old to be remembered nobody knows. */
export const isChosen = ({ chosen }: Categories, position: number, category: Category | null): boolean => {
  const known = chosen[String(position)]
  if (known !== undefined) return known === category
  if (category !== null) return false
  const positions = Object.keys(chosen)
  const mayBeForgotten = positions.length >= REMEMBERED_CHOICES && position < oldestOf(positions)
  return !mayBeForgotten
}

export const countRules = ({ rules }: Categories): number => Object.keys(rules).length

export const categoriesRef = (id: CustomerId) => ({
  streamId: categoriesStream(id),
  aggregate: categories,
})
