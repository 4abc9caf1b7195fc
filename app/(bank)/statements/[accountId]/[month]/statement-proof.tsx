/** That the figures are right: the event that closed the books, and what comes of adding up again. */
import { IconAlertTriangle, IconClock, IconShieldCheck } from '@tabler/icons-react'
import { Fragment } from 'react'
import type { Statement } from '../../../../api-client/statements-queries.ts'
import { Money } from '../../../../components/money.tsx'
import { formatCount } from '../../../../components/money-format.ts'
import sheet from '../../../../components/sheet.module.css'
import { statementsText } from '../../../../text/statements.ts'
import classes from './statement.module.css'

const text = statementsText.proof

export function StatementProof({ statement }: { statement: Statement }) {
  const { proof, status, opening, credits, debits, closing } = statement
  const isSound = proof.addsUp && proof.equalsLines
  const Icon = !isSound ? IconAlertTriangle : status === 'closed' ? IconShieldCheck : IconClock
  return (
    <section
      className={`${sheet.sheet} ${sheet.padded} ${classes.proof}`}
      data-unsound={!isSound || undefined}
      aria-labelledby="proof-title"
    >
      <Icon aria-hidden size={28} stroke={1.6} />
      <div className={classes.proofWords}>
        <h2 className={sheet.title} id="proof-title">
          {text.title}
        </h2>
        <p className={classes.sum}>
          <Money value={opening} /> <span>+</span> <Money value={credits} /> <span>−</span>{' '}
          <Money value={debits} /> <span>=</span> <Money value={closing} />
        </p>
        <p>{proof.addsUp ? text.sum : text.noSum}</p>
        {status === 'closed' ? (
          <p>
            {text.closedBy}{' '}
            {proof.events.map(({ position }, index) => (
              <Fragment key={position}>
                {index > 0 && ` ${text.and} `}
                <span className="money">{text.event(formatCount(position))}</span>
              </Fragment>
            ))}
            ; {proof.equalsLines ? text.equal : text.unequal}
          </p>
        ) : (
          <p>
            {proof.equalsLines ? text.linesAgree : text.linesDisagree} {text.open}
          </p>
        )}
      </div>
    </section>
  )
}
