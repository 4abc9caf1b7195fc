/** A transfer on paper: the sum, from whom, to whom, what for. */
import type { ReactNode } from 'react'
import { inGroups } from './account-number.tsx'
import { Money } from './money.tsx'
import classes from './slip.module.css'

type Side = { readonly number: string; readonly name: string }

export function Slip({
  money,
  from,
  to,
  description,
  children,
}: {
  money: { amount: string; currency: string }
  from: Side
  to: Side
  description: string
  /** What follows below the perforation. */
  children?: ReactNode
}) {
  return (
    <div className={classes.slip}>
      <div className={classes.part}>
        <Money value={money} className={classes.amount} />
        <dl className={classes.facts}>
          <Fact label="From" side={from} />
          <Fact label="To" side={to} />
          {description && (
            <div>
              <dt>What for</dt>
              <dd>{description}</dd>
            </div>
          )}
        </dl>
      </div>
      {children && <div className={`${classes.part} ${classes.below}`}>{children}</div>}
    </div>
  )
}

function Fact({ label, side }: { label: string; side: Side }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        {side.name}
        <span className={classes.number}>{inGroups(side.number)}</span>
      </dd>
    </div>
  )
}
