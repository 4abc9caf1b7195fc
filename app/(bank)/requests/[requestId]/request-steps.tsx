'use client'

/** The history of a request, one step below the other. */
import Link from 'next/link'
import { useBankSession } from '../../../api-client/bank-session.tsx'
import type { PaymentRequest } from '../../../api-client/requests-queries.ts'
import { AsOf } from '../../../components/as-of.tsx'
import { dayAndTime } from '../../../components/dates.ts'
import { requestsText } from '../../../text/requests.ts'
import status from '../../transfers/[transferId]/transfer-status.module.css'
import { Step } from '../../transfers/[transferId]/transfer-steps.tsx'
import classes from '../requests.module.css'
import { stepsOf } from './steps.ts'

const { one: text } = requestsText

export function RequestSteps({ request, version }: { request: PaymentRequest; version: number }) {
  const { timeZone } = useBankSession()
  return (
    <div>
      <ol className={status.steps}>
        {stepsOf(request).map(({ state, title, at, more, transferId }) => (
          <Step key={title} state={state} title={title} time={at && dayAndTime(at, timeZone)}>
            {more}
            {state === 'now' && request.status === 'open' && (
              <span>{text.until(dayAndTime(request.expiresAt, timeZone))}</span>
            )}
            {transferId && <Link href={`/transfers/${transferId}`}>{text.transfer}</Link>}
          </Step>
        ))}
      </ol>
      <span className={classes.note}>
        <AsOf version={version} />
      </span>
    </div>
  )
}
