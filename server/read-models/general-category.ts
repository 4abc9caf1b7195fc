/**
 * The bank's own word on a movement's category, in SQL. What the description says stands in the row; who is at the other
 * end is looked up when somebody asks, so that erasing a person erases what their name has said, too.
 */
import type { Sql } from '../../db/client.ts'
import type { Fragment } from './fragment.ts'

/**
 * Needs `mine` and `other`, both accounts with `customer_id` and `product`; `other` may be missing. `written` is what
 * stands in the row, `named` what the name of the other account's owner, or of who is at another bank, says: or null.
 */
export const generalCategory = (
  sql: Sql,
  { written, named }: { readonly written: Fragment; readonly named: Fragment },
) => sql`
  CASE
    WHEN other.customer_id = mine.customer_id
      THEN CASE WHEN 'savings' IN (mine.product, other.product) THEN 'savings' ELSE 'ownTransfers' END
    ELSE coalesce(${written}, ${named}, 'transfers')
  END`
