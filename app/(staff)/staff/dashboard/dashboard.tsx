'use client'

/** The bank as a whole: how many customers and accounts, what they have, what has moved, what stands in suspense. */
import { NativeSelect, SegmentedControl } from '@mantine/core'
import dynamic from 'next/dynamic'
import { useRouter, useSearchParams } from 'next/navigation'
import { useState } from 'react'
import { type Currency, currencyDecimals } from '../../../../server/domain/decimal.ts'
import { useBankSession } from '../../../api-client/bank-session.tsx'
import { describeReadFailure } from '../../../api-client/failures.ts'
import { useDashboard } from '../../../api-client/staff-queries.ts'
import { AsOf } from '../../../components/as-of.tsx'
import { dayOf } from '../../../components/dates.ts'
import { PageHeading } from '../../../components/page-heading.tsx'
import sheet from '../../../components/sheet.module.css'
import { EmptyState, ErrorState, RowsPlaceholder } from '../../../components/states.tsx'
import { staffText } from '../../../text/staff.ts'
import classes from '../staff.module.css'
import { ExchangePosition } from './exchange-position.tsx'
import { Figures } from './figures.tsx'
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
  const [view, setView] = useState('chart')

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
            ) : (
              <>
                <SegmentedControl
                  className={classes.switch}
                  aria-label={text.view}
                  withItemsBorders={false}
                  value={view}
                  onChange={setView}
                  data={[
                    { value: 'chart', label: text.asChart },
                    { value: 'table', label: text.asTable },
                  ]}
                />
                {view === 'chart' ? (
                  <VolumeChart volumes={volumes} currency={currency} />
                ) : (
                  <VolumeTable volumes={volumes} currency={currency} />
                )}
              </>
            )}
          </div>
        </section>
        <div className={classes.columns}>
          <Suspense />
          <ExchangePosition currency={currency} />
        </div>
      </div>
    </>
  )
}
