/** A transfer on paper: the sum, from whom, to whom, what for. */
import { IconArrowRight } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { slipText } from '../text/slip.ts'
import { inGroups } from './account-number.tsx'
import { Money } from './money.tsx'
import classes from './slip.module.css'

type Side = { readonly number: string; readonly name: string }

export function Slip({
  money,
  bought,
  from,
  to,
  description,
  children,
}: {
  money: { amount: string; currency: string }
  /** What it becomes, where it is exchanged. */
  bought?: { amount: string; currency: string } | undefined
  from: Side
  to: Side
  description: string
  /** What follows below the perforation. */
  children?: ReactNode
}) {
  return (
    <div className={classes.slip}>
      <div className={classes.part}>
        <div>
          <Money value={money} className={classes.amount} />
          {bought && (
            <p className={classes.bought}>
              <IconArrowRight aria-hidden size={20} />
              <span className={classes.hidden}>{slipText.becomes}</span>
              <Money value={bought} />
            </p>
          )}
        </div>
        <dl className={classes.facts}>
          <Fact label={slipText.from} side={from} />
          <Fact label={slipText.to} side={to} />
          {description && (
            <div>
              <dt>{slipText.what}</dt>
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
        {side.number && <span className={classes.number}>{inGroups(side.number)}</span>}
      </dd>
    </div>
  )
}
