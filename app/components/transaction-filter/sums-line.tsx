'use client'

/** What lines come to: how many, in, out, and what is left, for each currency. */
import type { WireMoney } from '../../../server/domain/decimal.ts'
import { transactionsText } from '../../text/transactions.ts'
import { Money } from '../money.tsx'
import { formatCount } from '../money-format.ts'
import classes from './transaction-filter.module.css'

const { sums: text } = transactionsText

type ShownSums = {
  readonly currency: string
  readonly count: number
  readonly in: WireMoney
  readonly out: WireMoney
  readonly net: WireMoney
}

export function SumsLine({ sums, label }: { sums: readonly ShownSums[]; label: string }) {
  return sums.map((sum) => (
    <dl key={sum.currency} className={classes.sums} aria-label={label}>
      <div>
        <dt className={classes.hidden}>{label}</dt>
        <dd className={classes.count}>{text.lines(sum.count, formatCount(sum.count))}</dd>
      </div>
      <div>
        <dt>{text.in}</dt>
        <dd>
          <Money value={sum.in} direction="in" className={classes.in} />
        </dd>
      </div>
      <div>
        <dt>{text.out}</dt>
        <dd>
          <Money value={sum.out} direction="out" />
        </dd>
      </div>
      <div>
        <dt>{text.net}</dt>
        <dd>
          <Money value={sum.net} />
        </dd>
      </div>
    </dl>
  ))
}
