'use client'

/** All orders that were ever given, found by what one remembers of them. */
import { SegmentedControl, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import { useBankSession } from '../../api-client/bank-session.tsx'
import { describeReadFailure } from '../../api-client/failures.ts'
import { type StandingOrder, useStandingOrders } from '../../api-client/plans-queries.ts'
import { usePartyName } from '../../api-client/queries.ts'
import { AsOf } from '../../components/as-of.tsx'
import { nearDate, todayIn } from '../../components/business-days.ts'
import { describeSchedule } from '../../components/describe-schedule.ts'
import { ListExport } from '../../components/list-export.tsx'
import { formatMoney } from '../../components/money-format.ts'
import { matching } from '../../components/palette/palette-match.ts'
import { useQueryParam } from '../../components/query-param.ts'
import sheet from '../../components/sheet.module.css'
import { EmptyState, ErrorState, RowsPlaceholder } from '../../components/states.tsx'
import { scheduledText } from '../../text/scheduled.ts'
import { PlanRow } from './plan-row.tsx'
import classes from './scheduled.module.css'

const { orders: text } = scheduledText
const statuses = ['active', 'ended', 'all'] as const

export function Orders() {
  const [status, setStatus] = useQueryParam('status', statuses, 'active')
  // Names are personal: what is looked for stands in no address.
  const [typed, setTyped] = useState('')
  const nameOf = usePartyName()
  const { data: answer, error, refetch, isFetching } = useStandingOrders()
  const wanted = answer?.data.filter((order) => status === 'all' || order.status === status)
  const found =
    wanted &&
    matching(typed, wanted, ({ from, to, description, money }) =>
      [nameOf(to), to.number, description, nameOf(from), formatMoney(money)].join(' '),
    )

  return (
    <section className={sheet.sheet} aria-labelledby="orders-title">
      <div className={sheet.head}>
        <h2 className={sheet.title} id="orders-title">
          {text.title}
        </h2>
        <AsOf version={answer?.version} />
      </div>
      <div className={classes.controls}>
        <TextInput
          className={classes.search}
          type="search"
          aria-label={text.search}
          placeholder={text.placeholder}
          leftSection={<IconSearch aria-hidden size={18} />}
          value={typed}
          maxLength={100}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <SegmentedControl
          aria-label={text.status}
          size="md"
          withItemsBorders={false}
          value={status}
          onChange={(value) => setStatus(value as (typeof statuses)[number])}
          data={statuses.map((value) => ({ value, label: text.statuses[value] }))}
        />
      </div>
      <div className={sheet.body}>
        {error && !found ? (
          <ErrorState
            message={describeReadFailure(error)}
            onRetry={() => void refetch()}
            isRetrying={isFetching}
          />
        ) : !found ? (
          <RowsPlaceholder label={text.loading} />
        ) : answer?.data.length === 0 ? (
          <EmptyState title={text.empty}>{text.emptyText}</EmptyState>
        ) : found.length === 0 ? (
          <EmptyState title={text.nothing}>{text.nothingText}</EmptyState>
        ) : (
          <ul aria-label={text.found(found.length)}>
            {found.map((order) => (
              <OrderRow key={order.orderId} order={order} />
            ))}
          </ul>
        )}
        {found && found.length > 0 && (
          <ListExport
            list="standing-orders"
            filter={status === 'all' ? {} : { status }}
            only={typed.trim() === '' ? undefined : found.map(({ orderId }) => orderId)}
          />
        )}
      </div>
    </section>
  )
}

function OrderRow({ order }: { order: StandingOrder }) {
  const nameOf = usePartyName()
  const { orderId, money, from, to, description, schedule } = order
  return (
    <PlanRow
      href={`/scheduled/${orderId}`}
      title={nameOf(to)}
      details={[description, describeSchedule(schedule), nameOf(from)]}
      money={money}
      isRepeated={schedule.frequency !== 'once'}
      isQuiet={order.status === 'ended'}
      aside={<span>{useWhatIsNext(order)}</span>}
    />
  )
}

const useWhatIsNext = ({ status, ending, next, inReview }: StandingOrder): string => {
  const { bankTimeZone } = useBankSession()
  if (status === 'ended') return scheduledText.endings[ending ?? ''] ?? scheduledText.ended
  if (inReview) return text.inReview
  if (!next) return text.noNext
  return next.isRetry ? text.retry : text.next(nearDate(next.date, todayIn(bankTimeZone)))
}
