/** Which version of the bank a figure shows. Quiet, but always there: figures that can lag should say so. */

import { commonText } from '../text/common.ts'
import classes from './as-of.module.css'
import { formatCount } from './money-format.ts'

export function AsOf({ version }: { version: number | undefined }) {
  if (version === undefined) return null
  return (
    <span className={classes.asOf} data-version={version}>
      {commonText.asOf} <span className="money">#{formatCount(version)}</span>
    </span>
  )
}
