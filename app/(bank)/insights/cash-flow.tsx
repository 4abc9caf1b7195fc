'use client'

/** What came in, what went out, and what of it is left, by month. */
import { formatDecimal } from '../../../server/domain/decimal.ts'
import { useCashFlow } from '../../api-client/insights-queries.ts'
import { Money } from '../../components/money.tsx'
import { formatCount, formatMoney } from '../../components/money-format.ts'
import { nameOfMonth, shortNameOfMonth } from '../../components/months.ts'
import { insightsText } from '../../text/insights.ts'
import { CashFlowBars } from './cash-flow-bars.tsx'
import { type CashFlowMonth, cashFlowMonths } from './cash-flow-months.ts'
import { FigureSection } from './figure-section.tsx'
import classes from './figures.module.css'
import { FiguresTable } from './figures-table.tsx'
import type { Picture } from './picture.ts'
import { sum } from './spending-bars.ts'

const text = insightsText.cashFlow

export function CashFlow({ picture }: { picture: Picture }) {
  const { scope, months, currency, view, show } = picture
  const answer = useCashFlow(scope)
  const money = (amount: bigint) => ({ amount: formatDecimal(amount, currency), currency })
  const choose = (month: string | null, direction: 'in' | 'out') =>
    show({ month, direction, categories: null, withoutOwn: true, accountId: null })
  return (
    <FigureSection id="cash-flow" title={text.title} note={text.note} answer={answer}>
      {() => {
        const flow = cashFlowMonths(answer.data?.data.rows ?? [], { months, currency })
        const wordsFor = (one: CashFlowMonth, direction: 'in' | 'out') => {
          const count = direction === 'in' ? one.inCount : one.outCount
          const written = insightsText.count(count, formatCount(count))
          return text.bar(
            text[direction],
            nameOfMonth(one.month),
            formatMoney(money(one[direction])),
            written,
          )
        }
        const lead = (one: CashFlowMonth, direction: 'in' | 'out') =>
          (direction === 'in' ? one.inCount : one.outCount) === 0
            ? undefined
            : { label: wordsFor(one, direction), onPress: () => choose(one.month, direction) }
        return (
          <>
            <dl className={classes.sums}>
              {(['in', 'out', 'net'] as const).map((kind) => (
                <div key={kind}>
                  <dt>{text[kind]}</dt>
                  <dd>
                    <Money value={money(sum(flow.map((one) => one[kind])))} />
                  </dd>
                </div>
              ))}
            </dl>
            {view === 'charts' && (
              <CashFlowBars flow={flow} currency={currency} wordsFor={wordsFor} onChoose={choose} />
            )}
            <FiguresTable
              caption={text.chart}
              isSeen={view === 'tables'}
              columns={[insightsText.month, text.in, text.out, text.net, text.fromOwn, text.toOwn]}
              rows={flow.toReversed().map((one) => ({
                key: one.month,
                name: shortNameOfMonth(one.month),
                cells: [
                  { value: one.in, currency, lead: lead(one, 'in') },
                  { value: one.out, currency, lead: lead(one, 'out') },
                  { value: one.net, currency },
                  { value: one.fromOwn, currency },
                  { value: one.toOwn, currency },
                ],
              }))}
            />
          </>
        )
      }}
    </FigureSection>
  )
}
