'use client'

/** How an account's balance went, as a line, as a table, and with the day to look back at. */
import { SegmentedControl } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { useState } from 'react'
import type { useBalanceHistory } from '../../../../api-client/balance-queries.ts'
import { useBankSession } from '../../../../api-client/bank-session.tsx'
import { describeReadFailure } from '../../../../api-client/failures.ts'
import sheet from '../../../../components/sheet.module.css'
import { ErrorState, RowsPlaceholder } from '../../../../components/states.tsx'
import { accountText } from '../../../../text/account.ts'
import { type AsOf, ranges } from '../as-of.ts'
import { BalanceChart } from './balance-chart.tsx'
import { DayChooser } from './day-chooser.tsx'
import classes from './history.module.css'
import { HistoryTable } from './history-table.tsx'

const text = accountText.history

export function History({ history, asOf }: { history: ReturnType<typeof useBalanceHistory>; asOf: AsOf }) {
  const { days, error, refetch, isFetching } = history
  const { bankTimeZone } = useBankSession()
  const [pointed, setPointed] = useState<number | undefined>(undefined)
  return (
    <section className={sheet.sheet} aria-labelledby="history-title">
      <div className={`${sheet.head} ${classes.head}`}>
        <h2 className={sheet.title} id="history-title">
          {text.title}
        </h2>
        <SegmentedControl
          aria-label={text.ranges}
          size="sm"
          withItemsBorders={false}
          value={asOf.range}
          onChange={(range) => asOf.setRange(range)}
          data={ranges.map((range) => ({ value: range, label: text.range[range] }))}
        />
      </div>
      <div className={sheet.body}>
        {!days ? (
          error ? (
            <ErrorState
              title={text.failed}
              message={describeReadFailure(error)}
              onRetry={() => void refetch()}
              isRetrying={isFetching}
            />
          ) : (
            <RowsPlaceholder rows={5} label={text.loading} />
          )
        ) : days.length < 2 ? (
          <p className={classes.quiet}>{text.tooYoung}</p>
        ) : (
          <div className={classes.gauge}>
            <BalanceChart
              days={days}
              chosen={asOf.day}
              pointed={pointed}
              onPoint={setPointed}
              onChoose={asOf.setDay}
            />
            <DayChooser days={days} asOf={asOf} />
            {asOf.endsElsewhere && <p className={classes.quiet}>{text.bankDays(bankTimeZone)}</p>}
            <details className={classes.details}>
              <summary className={classes.summary}>
                {text.table}
                <IconChevronDown aria-hidden size={16} className={classes.chevron} />
              </summary>
              <HistoryTable days={days} />
            </details>
          </div>
        )}
      </div>
    </section>
  )
}
