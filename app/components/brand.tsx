/** The name, and the little book it is named after. */

import { commonText } from '../text/common.ts'
import classes from './brand.module.css'

export function BrandMark({ size = 28 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect x="4" y="3" width="24" height="26" rx="5" fill="var(--brand-cover)" />
      <path d="M10 3v26" stroke="var(--brand-page)" strokeOpacity="0.45" strokeWidth="1.5" />
      <path d="M14 11h9M14 16h9" stroke="var(--brand-page)" strokeWidth="2" strokeLinecap="round" />
      <path d="M14 21h4.5" stroke="var(--brand-gold)" strokeWidth="2" strokeLinecap="round" />
    </svg>
  )
}

export function Brand() {
  return (
    <span className={classes.brand}>
      <BrandMark />
      <span className={classes.name}>{commonText.brand}</span>
    </span>
  )
}
