/** What the month began with, what moved, and what was left; and what it has earned and cost. */
import type { ReactNode } from 'react'
import type { WireMoney } from '../../../../../server/domain/decimal.ts'
import { minorUnits } from '../../../../api-client/pending-overlay.ts'
import type { Statement } from '../../../../api-client/statements-queries.ts'
import { AsOf } from '../../../../components/as-of.tsx'
import { Money } from '../../../../components/money.tsx'
import { PendingMark } from '../../../../components/pending-mark.tsx'
import { statementsText as text } from '../../../../text/statements.ts'
import classes from './statement.module.css'

export function StatementSummary({
  statement: { opening, credits, debits, closing, interest, status },
  version,
  balanceNow,
}: {
  statement: Statement
  version: number | undefined
  /** What every other screen says that is on the account, where that is not the closing: something is pending. */
  balanceNow: WireMoney | null
}) {
  return (
    <section className={classes.summary} aria-label={text.summary}>
      <dl className={classes.figures}>
        <Figure label={text.opening} value={opening} />
        <Figure label={text.credits} value={credits} direction="in" />
        <Figure label={text.debits} value={debits} direction="out" />
        <Figure label={status === 'open' ? text.closingSoFar : text.closing} value={closing} isLast />
        {balanceNow && (
          <Figure label={text.withPending} value={balanceNow}>
            <PendingMark />
          </Figure>
        )}
      </dl>
      <AsOf version={version} />
      {interest && (
        <div className={classes.interest}>
          <h2 className={classes.quietTitle}>{text.interest.title}</h2>
          <dl className={classes.facts}>
            {(['earned', 'charged', 'fee', 'owed'] as const)
              .filter((kind) => minorUnits(interest[kind]) !== 0n)
              .map((kind) => (
                <div key={kind}>
                  <dt>{text.interest[kind]}</dt>
                  <dd>
                    <Money value={interest[kind]} />
                  </dd>
                </div>
              ))}
          </dl>
          <p className={classes.small}>{text.interest.note}</p>
        </div>
      )}
    </section>
  )
}

function Figure({
  label,
  value,
  direction,
  isLast = false,
  children,
}: {
  label: string
  value: WireMoney
  direction?: 'in' | 'out'
  isLast?: boolean
  children?: ReactNode
}) {
  return (
    <div data-last={isLast || undefined}>
      <dt>
        {label} {children}
      </dt>
      <dd>
        <Money value={value} direction={minorUnits(value) === 0n ? undefined : direction} />
      </dd>
    </div>
  )
}
