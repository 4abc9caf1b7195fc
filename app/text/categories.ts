/** What the bank's categories are called on the screen: as in its documents. */
import type { Category } from '../../server/domain/categories/category.ts'
import { categoryNames } from '../../server/domain/categories/names.ts'

export { categoryNames }

/** In the bank's own order; the domain's list would bring the schema library along. */
export const allCategories = Object.keys(categoryNames) as readonly Category[]
