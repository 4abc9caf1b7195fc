'use client'

import { useRefunded } from '../../api-client/insights-queries.ts'
/**
 * What has come back of what was spent. Figures are what their lines come to, so it stays in them, and is told below them
 * instead.
 */
import { minorUnits } from '../../api-client/pending-overlay.ts'
import { formatMoney } from '../../components/money-format.ts'
import { insightsText } from '../../text/insights.ts'
import classes from './figures.module.css'
import type { Picture } from './picture.ts'

export function RefundedNote({ picture: { scope, currency } }: { picture: Picture }) {
  const refunded = useRefunded(scope, currency)
  if (!refunded || minorUnits(refunded) === 0n) return null
  return <p className={classes.note}>{insightsText.refunded(formatMoney(refunded))}</p>
}
