/** How old, pending and right figures are drawn, so that nobody needs colours to tell them apart. */
import type { FigureKind } from '../../api-client/consistency-lab/lane-record.ts'
import classes from './consistency.module.css'

/** `id`: another one for each drawing of the page. */
export const patternOf = (id: string, is: FigureKind): string => `url(#${id}-${is})`

export function Patterns({ id }: { id: string }) {
  return (
    <defs>
      <pattern
        id={`${id}-old`}
        width="7"
        height="7"
        patternUnits="userSpaceOnUse"
        patternTransform="rotate(45)"
      >
        <rect width="7" height="7" className={classes.oldGround} />
        <rect width="2" height="7" className={classes.oldStripe} />
      </pattern>
      <pattern id={`${id}-pending`} width="7" height="7" patternUnits="userSpaceOnUse">
        <rect width="7" height="7" className={classes.pendingGround} />
        <circle cx="2" cy="2" r="1.4" className={classes.pendingDot} />
        <circle cx="5.5" cy="5.5" r="1.4" className={classes.pendingDot} />
      </pattern>
      <pattern id={`${id}-right`} width="7" height="7" patternUnits="userSpaceOnUse">
        <rect width="7" height="7" className={classes.rightGround} />
      </pattern>
    </defs>
  )
}
