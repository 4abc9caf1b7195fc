'use client'

/** What comes, by date, with what each payment leaves on its account. */
import { Button, SegmentedControl } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import Link from 'next/link'
import { Fragment } from 'react'
import { useBankSession } from '../../api-client/bank-session.tsx'
import { describeReadFailure } from '../../api-client/failures.ts'
import { sumByCurrency } from '../../api-client/pending-overlay.ts'
import { useUpcoming } from '../../api-client/plans-queries.ts'
import { useAccounts, usePartyName } from '../../api-client/queries.ts'
import { AsOf } from '../../components/as-of.tsx'
import { nameOfDate, todayIn } from '../../components/business-days.ts'
import { addDays } from '../../components/calendar-days.ts'
import { fullDate } from '../../components/dates.ts'
import { ListExport } from '../../components/list-export.tsx'
import { Money } from '../../components/money.tsx'
import { formatMoney } from '../../components/money-format.ts'
import { useQueryParam } from '../../components/query-param.ts'
import sheet from '../../components/sheet.module.css'
import { EmptyState, ErrorState, RowsPlaceholder } from '../../components/states.tsx'
import { scheduledText } from '../../text/scheduled.ts'
import { PlanRow } from './plan-row.tsx'
import { byDate, type ComingPayment, withWhatIsLeft } from './running-balance.ts'
import classes from './scheduled.module.css'

const { coming: text } = scheduledText
const ranges = ['month', 'quarter', 'year'] as const
const days = { month: 30, quarter: 91, year: 365 }

export function Coming() {
  const { bankTimeZone } = useBankSession()
  const [range, setRange] = useQueryParam('ahead', ranges, 'month')
  const today = todayIn(bankTimeZone)
  const until = addDays(today, days[range])
  const { data: answer, error, refetch, isFetching } = useUpcoming(until)
  const { accounts, version } = useAccounts()
  const payments = answer && accounts && withWhatIsLeft(answer.data, accounts)
  const shownAt = answer && version !== undefined ? Math.min(answer.version, version) : undefined

  return (
    <section className={sheet.sheet} aria-labelledby="coming-title">
      <div className={sheet.head}>
        <h2 className={sheet.title} id="coming-title">
          {text.title}
        </h2>
        <AsOf version={shownAt} />
      </div>
      <div className={classes.controls}>
        <SegmentedControl
          aria-label={text.range}
          size="md"
          withItemsBorders={false}
          value={range}
          onChange={(value) => setRange(value as (typeof ranges)[number])}
          data={ranges.map((value) => ({ value, label: text.ranges[value] }))}
        />
        {payments && payments.length > 0 && <Summary payments={payments} until={until} />}
      </div>
      <div className={sheet.body}>
        {error && !payments ? (
          <ErrorState
            message={describeReadFailure(error)}
            onRetry={() => void refetch()}
            isRetrying={isFetching}
          />
        ) : !payments ? (
          <RowsPlaceholder label={text.loading} />
        ) : payments.length === 0 ? (
          <EmptyState
            title={text.empty}
            action={
              <Button component={Link} href="/scheduled?view=orders" variant="default">
                {scheduledText.views.orders}
              </Button>
            }
          >
            {text.emptyText}
          </EmptyState>
        ) : (
          <>
            <Days payments={payments} today={today} />
            <p className={classes.note}>{text.note}</p>
            <ListExport list="upcoming" filter={{ until }} />
          </>
        )}
      </div>
    </section>
  )
}

function Summary({ payments, until }: { payments: readonly ComingPayment[]; until: string }) {
  return (
    <dl className={classes.summary}>
      <div>
        <dt>{text.until(fullDate(until))}</dt>
        <dd>{scheduledText.payments(payments.length)}</dd>
      </div>
      <div>
        <dt>{text.total}</dt>
        {sumByCurrency(payments.map(({ money }) => money)).map((total) => (
          <dd key={total.currency}>
            <Money value={total} direction="out" />
          </dd>
        ))}
      </div>
    </dl>
  )
}

function Days({ payments, today }: { payments: readonly ComingPayment[]; today: string }) {
  const nameOf = usePartyName()
  return byDate(payments).map(({ date, rows }) => (
    <Fragment key={date}>
      <h3 className={classes.day}>{nameOfDate(date, today)}</h3>
      <ul>
        {rows.map((payment) => (
          <PlanRow
            key={payment.orderId}
            href={`/scheduled/${payment.orderId}`}
            title={nameOf(payment.to)}
            details={[payment.description]}
            money={payment.money}
            aside={<Left payment={payment} account={nameOf(payment.from)} />}
          />
        ))}
      </ul>
    </Fragment>
  ))
}

function Left({ payment: { left, isShort }, account }: { payment: ComingPayment; account: string }) {
  if (!left) return account
  if (!isShort) return <span className={classes.left}>{text.left(formatMoney(left), account)}</span>
  return (
    <span className={classes.short}>
      <IconAlertTriangle aria-hidden size={14} stroke={2.2} />
      {text.short(formatMoney({ ...left, amount: left.amount.slice(1) }), account)}
    </span>
  )
}
