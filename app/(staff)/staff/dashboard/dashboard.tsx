'use client'

/** The bank as a whole: customers and accounts, what they have and had, what has moved, what waits and stands in suspense. */
import { NativeSelect, SegmentedControl } from '@mantine/core'
import dynamic from 'next/dynamic'
import { useRouter, useSearchParams } from 'next/navigation'
import { type Currency, currencyDecimals } from '../../../../server/domain/decimal.ts'
import { useBankSession } from '../../../api-client/bank-session.tsx'
import { describeReadFailure } from '../../../api-client/failures.ts'
import { useDashboard } from '../../../api-client/staff-queries.ts'
import { AsOf } from '../../../components/as-of.tsx'
import { dayOf } from '../../../components/dates.ts'
import { PageHeading } from '../../../components/page-heading.tsx'
import { useQueryParam } from '../../../components/query-param.ts'
import sheet from '../../../components/sheet.module.css'
import { EmptyState, ErrorState, RowsPlaceholder } from '../../../components/states.tsx'
import { staffText } from '../../../text/staff.ts'
import classes from '../staff.module.css'
import { BalanceFigures } from './balance-figures.tsx'
import { figuresByDay } from './balances.ts'
import { ExchangePosition } from './exchange-position.tsx'
import { Figures } from './figures.tsx'
import { ReviewsWaiting } from './reviews-waiting.tsx'
import { Suspense } from './suspense.tsx'
import { VolumeTable } from './volume-table.tsx'
import { volumesOf } from './volumes.ts'

/** Charts weigh more than all the rest of the page: fetched when it is looked at. */
const VolumeChart = dynamic(() => import('./volume-chart.tsx').then((module) => module.VolumeChart), {
  ssr: false,
  loading: () => <RowsPlaceholder label={staffText.dashboard.loading} rows={4} />,
})

const { dashboard: text } = staffText
const ranges = { d7: 7, d30: 30, d90: 90, d365: 365 } as const
type Range = keyof typeof ranges
const currencies = Object.keys(currencyDecimals) as Currency[]
const views = ['chart', 'table'] as const
const DAY_MS = 86_400_000

export function Dashboard() {
  const router = useRouter()
  const asked = useSearchParams()
  const { bankTimeZone } = useBankSession()
  const range: Range = (Object.keys(ranges) as Range[]).find((known) => known === asked.get('days')) ?? 'd30'
  const currency = currencies.find((known) => known === asked.get('currency')) ?? 'USD'
  const now = new Date()
  const to = dayOf(now, bankTimeZone)
  const from = dayOf(new Date(now.getTime() - (ranges[range] - 1) * DAY_MS), bankTimeZone)
  const { data: answer, error, refetch, isFetching } = useDashboard({ from, to }, currency)
  const [view, setView] = useQueryParam('view', views, 'chart')

  const choose = (name: string, value: string) => {
    const next = new URLSearchParams(asked)
    next.set(name, value)
    router.replace(`?${next}`, { scroll: false })
  }

  if (!answer)
    return error ? (
      <ErrorState
        message={describeReadFailure(error)}
        onRetry={() => void refetch()}
        isRetrying={isFetching}
      />
    ) : (
      <RowsPlaceholder label={text.loading} rows={8} />
    )
  const volumes = volumesOf(answer.data.days, { from, to, currency })
  return (
    <>
      <PageHeading title={text.title}>
        <NativeSelect
          aria-label={text.currency}
          size="md"
          value={currency}
          onChange={(event) => choose('currency', event.currentTarget.value)}
          data={currencies}
        />
        <SegmentedControl
          aria-label={text.range}
          size="md"
          withItemsBorders={false}
          value={range}
          onChange={(value) => choose('days', value)}
          data={(Object.keys(ranges) as Range[]).map((value) => ({ value, label: text.ranges[value] }))}
        />
      </PageHeading>
      <div className={classes.stack}>
        <Figures dashboard={answer.data} />
        <SegmentedControl
          className={classes.view}
          aria-label={text.view}
          size="md"
          withItemsBorders={false}
          value={view}
          onChange={setView}
          data={views.map((value) => ({ value, label: text.views[value] }))}
        />
        <BalanceFigures
          figures={figuresByDay(answer.data.balances, { from, to, currency })}
          version={answer.version}
          isTable={view === 'table'}
        />
        <section className={sheet.sheet} aria-labelledby="volumes-title">
          <div className={sheet.head}>
            <h2 className={sheet.title} id="volumes-title">
              {text.volumes}
            </h2>
            <AsOf version={answer.version} />
          </div>
          <div className={sheet.body}>
            {volumes.every(({ count }) => count === 0) ? (
              <EmptyState title={text.quiet}>{text.quietDetail}</EmptyState>
            ) : view === 'chart' ? (
              <VolumeChart volumes={volumes} currency={currency} />
            ) : (
              <VolumeTable volumes={volumes} currency={currency} />
            )}
          </div>
        </section>
        <div className={classes.columns}>
          <ReviewsWaiting />
          <Suspense />
          <ExchangePosition currency={currency} />
        </div>
      </div>
    </>
  )
}
