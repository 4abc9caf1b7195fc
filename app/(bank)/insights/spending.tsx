'use client'

/** What was spent, by month and category. */
import { formatDecimal } from '../../../server/domain/decimal.ts'
import { useSpending } from '../../api-client/insights-queries.ts'
import { formatCount, formatMoney } from '../../components/money-format.ts'
import { nameOfMonth, shortNameOfMonth } from '../../components/months.ts'
import { insightsText } from '../../text/insights.ts'
import { FigureSection } from './figure-section.tsx'
import classes from './figures.module.css'
import { FiguresTable } from './figures-table.tsx'
import { nameOfLayer } from './layer-names.ts'
import type { Picture } from './picture.ts'
import { RefundedNote } from './refunded-note.tsx'
import { type Layer, type SpendingBars, spendingBars } from './spending-bars.ts'
import { SpendingLegend } from './spending-legend.tsx'
import { StackedBars } from './stacked-bars.tsx'

const text = insightsText.spending

export function Spending({ picture }: { picture: Picture }) {
  const { scope, months, currency, view, show } = picture
  const answer = useSpending(scope)
  const showSegment = (month: string | null, { categories }: Layer) =>
    show({ month, categories, direction: 'out', withoutOwn: false, accountId: null })
  return (
    <FigureSection id="spending" title={text.title} note={text.note} answer={answer}>
      {() => {
        const bars = spendingBars(answer.data?.data.rows ?? [], { months, currency })
        if (bars.layers.length === 0) return <p className={classes.nothing}>{text.nothing}</p>
        return (
          <>
            {view === 'charts' && <StackedBars bars={bars} currency={currency} onChoose={showSegment} />}
            <SpendingTable bars={bars} picture={picture} onChoose={showSegment} />
            {view === 'charts' && (
              <SpendingLegend
                bars={bars}
                currency={currency}
                onChoose={(layer) => showSegment(null, layer)}
              />
            )}
            <RefundedNote picture={picture} />
          </>
        )
      }}
    </FigureSection>
  )
}

function SpendingTable({
  bars: { layers, months },
  picture: { currency, view },
  onChoose,
}: {
  bars: SpendingBars
  picture: Picture
  onChoose: (month: string | null, layer: Layer) => void
}) {
  const money = (amount: bigint) => formatMoney({ amount: formatDecimal(amount, currency), currency })
  return (
    <FiguresTable
      caption={text.chart}
      isSeen={view === 'tables'}
      columns={[insightsText.month, ...layers.map(nameOfLayer), insightsText.total]}
      rows={months.toReversed().map(({ month, segments, total }) => ({
        key: month,
        name: shortNameOfMonth(month),
        cells: [
          ...segments.map(({ amount, count }, index) => ({
            value: amount,
            currency,
            lead:
              count === 0
                ? undefined
                : {
                    label: text.segment(
                      nameOfLayer(layers[index]!),
                      nameOfMonth(month),
                      money(amount),
                      insightsText.count(count, formatCount(count)),
                    ),
                    onPress: () => onChoose(month, layers[index]!),
                  },
          })),
          { value: total, currency },
        ],
      }))}
    />
  )
}
