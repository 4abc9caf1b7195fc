'use client'

/** All figures of the page, one below the other: first what is new, at last what all of it comes to. */
import { CashFlow } from './cash-flow.tsx'
import { Changes } from './changes-list.tsx'
import classes from './figures.module.css'
import { Flows } from './flows.tsx'
import { NetWorth } from './net-worth.tsx'
import { Patterns } from './patterns.tsx'
import type { Picture } from './picture.ts'
import { Spending } from './spending.tsx'

export function Figures({ picture }: { picture: Picture }) {
  return (
    <div className={classes.figures}>
      <svg width={0} height={0} className={classes.patterns} aria-hidden="true" focusable="false">
        <Patterns />
      </svg>
      <Spending picture={picture} />
      <Changes picture={picture} />
      <CashFlow picture={picture} />
      <Flows picture={picture} />
      <NetWorth picture={picture} />
    </div>
  )
}
