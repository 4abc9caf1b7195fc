/**
 * How a change of category is taken back: by choosing what was chosen, and by remembering again what was remembered of
 * lines like it, or by forgetting what was not. One of them is remembered of what is alike, so it comes back only by being
 * said once more; and to say it chooses it for this line as well, until the last step says what the line had.
 */
import type { Category } from '../../../../../server/domain/categories/category.ts'
import type { Transaction } from '../../../../api-client/api.ts'

export type RememberedRule = { readonly ruleId: string; readonly category: Category }

export type UndoStep =
  | { readonly category: Category | null; readonly remember?: true }
  | { readonly forget: string }

export const undoSteps = (
  { category, categorySource }: Pick<Transaction, 'category' | 'categorySource'>,
  {
    now,
    before,
  }: {
    /** What is remembered since the change, if that was made from this line. */
    readonly now: RememberedRule | undefined
    /** All that was remembered before. */
    readonly before: readonly RememberedRule[]
  },
): UndoStep[] => {
  const had = categorySource === 'chosen' ? category : null
  const known = before.find(({ ruleId }) => ruleId === now?.ruleId)
  if (!now || known?.category === now.category) return [{ category: had }]
  if (!known) return [{ category: had }, { forget: now.ruleId }]
  const again = { category: known.category, remember: true as const }
  return known.category === had ? [again] : [again, { category: had }]
}
