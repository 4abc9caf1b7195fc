'use client'

/** What has moved per day, as bars upon each other. A drawing only: the table beside it has the exact figures. */
import { BarChart } from '@mantine/charts'
import '@mantine/charts/styles.css'
import type { Currency } from '../../../../server/domain/decimal.ts'
import { shortDay } from '../../../components/dates.ts'
import { formatMoney } from '../../../components/money-format.ts'
import { staffText } from '../../../text/staff.ts'
import { type DayVolume, kinds } from './volumes.ts'

const { dashboard: text } = staffText
const colors = { transfers: 'var(--chart-1)', deposits: 'var(--chart-2)', withdrawals: 'var(--chart-3)' }

export function VolumeChart({ volumes, currency }: { volumes: readonly DayVolume[]; currency: Currency }) {
  const data = volumes.map((day) => ({
    date: shortDay(`${day.date}T12:00:00Z`, 'UTC'),
    // Pixels need no exactness.
    ...Object.fromEntries(kinds.map((kind) => [kind, Number(day[kind].money.amount)])),
  }))
  return (
    <BarChart
      h={280}
      data={data}
      dataKey="date"
      type="stacked"
      withLegend
      legendProps={{ verticalAlign: 'bottom' }}
      series={kinds.map((kind) => ({ name: kind, label: text.kinds[kind], color: colors[kind] }))}
      valueFormatter={(value) => formatMoney({ amount: value.toFixed(currency === 'JPY' ? 0 : 2), currency })}
      yAxisProps={{ width: 90 }}
      barProps={{ isAnimationActive: false }}
      aria-label={text.volumes}
    />
  )
}
