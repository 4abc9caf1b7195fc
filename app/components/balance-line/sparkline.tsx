/** How a balance went, small enough to stand beside it. What it shows is said in words to who cannot see it. */
import type { WireMoney } from '../../../server/domain/decimal.ts'
import { minorUnits } from '../../api-client/pending-overlay.ts'
import { extremes, scaleOf, stepsOf } from './line.ts'
import classes from './sparkline.module.css'

const FRAME = { width: 96, height: 32, inset: 3 } as const

export function Sparkline({ balances, words }: { balances: readonly WireMoney[]; words: string }) {
  const values = balances.map(minorUnits)
  const range = extremes(values)
  const scale = scaleOf(values.length, range, FRAME)
  const isBelowZero = range.lowest < 0n && range.highest > 0n
  return (
    <svg
      className={classes.sparkline}
      viewBox={`0 0 ${FRAME.width} ${FRAME.height}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={words}
    >
      {isBelowZero && <path d={`M0 ${scale.y(0n)}H${FRAME.width}`} className={classes.zero} />}
      <path d={stepsOf(values, scale)} className={classes.line} />
    </svg>
  )
}
