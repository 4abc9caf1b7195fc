'use client'

/** One request between two people: how much, what for, how far it has come, and what one can say to it. */
import { Button } from '@mantine/core'
import Link from 'next/link'
import { useBankSession } from '../../../api-client/bank-session.tsx'
import { type PaymentRequest, useRequest, useShares } from '../../../api-client/requests-queries.ts'
import { dayAndTime } from '../../../components/dates.ts'
import { InPlaceOfPage } from '../../../components/in-place-of-page.tsx'
import { formatMoney } from '../../../components/money-format.ts'
import { PageHeading } from '../../../components/page-heading.tsx'
import sheet from '../../../components/sheet.module.css'
import { Slip } from '../../../components/slip.tsx'
import { UnreadPart } from '../../../components/states.tsx'
import { requestsText } from '../../../text/requests.ts'
import { PagePlaceholder } from '../../page-placeholder.tsx'
import { RequestRow } from '../request-row.tsx'
import classes from '../requests.module.css'
import { Answer } from './answer.tsx'
import { RequestSteps } from './request-steps.tsx'
import { TakeBack } from './take-back.tsx'

const { one: text } = requestsText

const missing = { title: text.missing, detail: text.missingText, href: '/requests', link: text.back }

export function RequestScreen({ requestId }: { requestId: string }) {
  const { timeZone } = useBankSession()
  const asked = useRequest(requestId)
  const answer = asked.data
  if (!answer) return <InPlaceOfPage asked={asked} missing={missing} placeholder={<PagePlaceholder />} />
  const request = answer.data
  const { direction, status, money, payer, to, description, split, createdAt } = request
  const isIn = direction === 'in'
  return (
    <div className={classes.column}>
      <PageHeading
        title={isIn ? text.titleIn(to.name) : text.titleOut(payer.name)}
        note={dayAndTime(createdAt, timeZone)}
      />
      <Slip money={money} from={payer} to={to} description={description}>
        {split && <p className={classes.quiet}>{text.billOf(formatMoney(split.total), split.people)}</p>}
        <RequestSteps request={request} version={answer.version} />
      </Slip>
      {status === 'open' && isIn && <Answer request={request} />}
      {status === 'open' && !isIn && <TakeBack request={request} />}
      {status !== 'open' && (
        <div className={`${classes.actions} ${classes.answer}`}>
          <Button component={Link} href="/requests" variant="default">
            {text.back}
          </Button>
        </div>
      )}
      {split && !isIn && split.people > 1 && <Shares splitId={split.splitId} />}
    </div>
  )
}

function Shares({ splitId }: { splitId: PaymentRequest['requestId'] }) {
  const { data: answer, isError, isFetching, refetch } = useShares(splitId)
  if (!answer && !isError) return null
  return (
    <section className={`${sheet.sheet} ${classes.shares}`} aria-labelledby="shares-title">
      <div className={sheet.head}>
        <h2 className={sheet.title} id="shares-title">
          {text.others}
        </h2>
      </div>
      <div className={sheet.body}>
        {!answer && (
          <UnreadPart onRetry={() => void refetch()} isRetrying={isFetching}>
            {text.othersFailed}
          </UnreadPart>
        )}
        <ul>
          {answer?.data.toReversed().map((request) => (
            <RequestRow key={request.requestId} request={request} />
          ))}
        </ul>
      </div>
    </section>
  )
}
