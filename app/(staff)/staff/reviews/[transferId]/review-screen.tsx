'use client'

/** One transfer that waits: everything that helps to decide about it, and the decision. */
import { Button } from '@mantine/core'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { useState } from 'react'
import type { Review } from '../../../../api-client/api.ts'
import { useBankSession } from '../../../../api-client/bank-session.tsx'
import { useReview } from '../../../../api-client/staff-queries.ts'
import { AsOf } from '../../../../components/as-of.tsx'
import { dayAndTime } from '../../../../components/dates.ts'
import { InPlaceOfPage } from '../../../../components/in-place-of-page.tsx'
import { formatMoney } from '../../../../components/money-format.ts'
import { PageHeading } from '../../../../components/page-heading.tsx'
import sheet from '../../../../components/sheet.module.css'
import { Slip } from '../../../../components/slip.tsx'
import { RowsPlaceholder } from '../../../../components/states.tsx'
import { roleName, staffText } from '../../../../text/staff.ts'
import { explainFinding } from '../../alerts/explain-finding.ts'
import { SeverityMark } from '../../alerts/severity-mark.tsx'
import { GraphSheet } from '../../graph/graph-sheet.tsx'
import classes from '../../staff.module.css'
import { mayDecline, stateOf, whyNotApprove } from '../review-state.ts'

const DecisionDialog = dynamic(() => import('./decision-dialog.tsx').then((module) => module.DecisionDialog))

const { reviews: text } = staffText

const missing = {
  title: text.missingReview,
  detail: text.missingReviewDetail,
  href: '/staff/reviews',
  link: text.toQueue,
}

export function ReviewScreen({ transferId }: { transferId: string }) {
  const asked = useReview(transferId)
  const answer = asked.data
  if (!answer)
    return (
      <InPlaceOfPage
        asked={asked}
        missing={missing}
        placeholder={<RowsPlaceholder label={text.loading} rows={8} />}
      />
    )
  const review = answer.data
  return (
    <>
      <PageHeading title={stateOf(review)} note={text.one}>
        <Button component={Link} href="/staff/reviews" variant="default">
          {text.toQueue}
        </Button>
      </PageHeading>
      <div className={classes.stack}>
        <div className={classes.columns}>
          <Slip money={review.money} from={review.from} to={review.to} description={review.description}>
            <Decision review={review} />
          </Slip>
          <Findings review={review} version={answer.version} />
        </div>
        <GraphSheet title={text.graph} start={{ accountId: review.from.accountId }} />
      </div>
    </>
  )
}

function Decision({ review }: { review: Review }) {
  const { me, timeZone } = useBankSession()
  const [decision, setDecision] = useState<'approve' | 'decline' | null>(null)
  const { approvals, missing } = review.review
  const whyNot = whyNotApprove(review, me)
  return (
    <div className={classes.form}>
      <ul className={classes.approvals} aria-label={text.approvals}>
        {approvals.map(({ userId, role, at }) => (
          <li key={userId}>
            {text.approvedBy(roleName(role), userId === me.userId)}{' '}
            <span className={classes.quiet}>{dayAndTime(at, timeZone)}</span>
          </li>
        ))}
        {missing > 0 && <li className={classes.quiet}>{text.missing(missing)}</li>}
      </ul>
      {review.status === 'held' && review.expiresAt && missing > 0 && (
        <p className={classes.quiet}>
          {text.until} {dayAndTime(review.expiresAt, timeZone)}
        </p>
      )}
      {whyNot && <p className={classes.quiet}>{whyNot}</p>}
      {(whyNot === null || mayDecline(review, me)) && (
        <div className={classes.buttons}>
          {whyNot === null && <Button onClick={() => setDecision('approve')}>{text.approve}</Button>}
          {mayDecline(review, me) && (
            <Button variant="default" onClick={() => setDecision('decline')}>
              {text.decline}
            </Button>
          )}
        </div>
      )}
      {decision && <DecisionDialog decision={decision} review={review} onClose={() => setDecision(null)} />}
    </div>
  )
}

function Findings({ review, version }: { review: Review; version: number }) {
  const { timeZone } = useBankSession()
  const { reasons, alerts } = review.review
  return (
    <section className={sheet.sheet} aria-labelledby="why-title">
      <div className={sheet.head}>
        <h2 className={sheet.title} id="why-title">
          {text.why}
        </h2>
        <AsOf version={version} />
      </div>
      <div className={`${sheet.body} ${classes.form}`}>
        {reasons.map(({ from, approvals }) => (
          <p key={from.amount}>{text.amount(formatMoney(from), approvals)}</p>
        ))}
        <h3 className={classes.subtitle}>{text.found}</h3>
        {alerts.length === 0 ? (
          <p className={classes.quiet}>{text.nothingFound}</p>
        ) : (
          <ul className={classes.findings}>
            {alerts.map((alert) => (
              <li key={alert.alertId}>
                <strong>{staffText.alerts.rules[alert.rule]}</strong>{' '}
                <SeverityMark severity={alert.severity} />
                <p>{explainFinding(alert)}</p>
              </li>
            ))}
          </ul>
        )}
        <h3 className={classes.subtitle}>{text.history}</h3>
        <ol className={classes.approvals}>
          {review.history.map(({ status, at, by, reason }) => (
            <li key={`${status} ${at} ${by?.userId ?? ''}`}>
              {by && status === 'held' ? text.steps.approved : (text.steps[status] ?? status)}{' '}
              <span className={classes.quiet}>{dayAndTime(at, timeZone)}</span>
              {reason && <p className={classes.quiet}>{reason}</p>}
            </li>
          ))}
        </ol>
      </div>
    </section>
  )
}
