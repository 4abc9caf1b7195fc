/** The category that a movement has: chosen for it, or remembered from before it, or by the bank's own rules. */
import type { Sql } from '../../../db/client.ts'
import { generalCategory } from '../general-category.ts'

/** Of `transactions t`: a row with `category` and `category_source`. */
export const categoryOfTransaction = (sql: Sql) => sql`
  SELECT coalesce(chosen.category, remembered.category, ${generalCategory(sql, {
    written: sql`nullif(t.text_category, '')`,
    named: sql`outsider.category, person.category`,
  })}) AS category,
  CASE WHEN chosen.category IS NOT NULL THEN 'chosen' WHEN remembered.category IS NOT NULL THEN 'remembered' ELSE 'rule' END
    AS category_source
  FROM transaction_accounts mine
  LEFT JOIN transaction_accounts other ON other.account_id = t.counterparty_account_id
  LEFT JOIN transaction_customers person ON person.customer_id = other.customer_id
  LEFT JOIN transaction_payments received ON received.transfer_id = CASE WHEN t.is_received THEN t.transfer_id END
  LEFT JOIN transaction_outsiders outsider
    ON outsider.outsider_id = CASE WHEN other.product = 'internal' THEN coalesce(received.outsider_id, t.other_side) END
  LEFT JOIN transaction_choices chosen ON chosen.position = t.position
  LEFT JOIN LATERAL (${rememberedCategory(sql)}) remembered ON true
  WHERE mine.account_id = t.account_id`

/** What was remembered when the movement came; no row when there was nothing, null when it had been forgotten. */
export const rememberedCategory = (sql: Sql) => sql`
  SELECT r.category FROM transaction_rules r
  WHERE r.account_id = t.account_id AND r.other_side = t.other_side AND r.position < t.position
  ORDER BY r.position DESC LIMIT 1`
