'use client'

/** What there was at the end of each month. Currencies come together only at rates that stand in the table. */
import { formatDecimal } from '../../../server/domain/decimal.ts'
import { useBankSession } from '../../api-client/bank-session.tsx'
import { useNetWorth } from '../../api-client/insights-queries.ts'
import { useOverlay } from '../../api-client/queries.ts'
import { dayAndTime } from '../../components/dates.ts'
import { Money } from '../../components/money.tsx'
import { formatMoney } from '../../components/money-format.ts'
import { monthAt, nameOfMonth, shortNameOfMonth } from '../../components/months.ts'
import { PendingMark } from '../../components/pending-mark.tsx'
import { insightsText } from '../../text/insights.ts'
import { FigureSection } from './figure-section.tsx'
import classes from './figures.module.css'
import { FiguresTable } from './figures-table.tsx'
import { type Worth, withPending, worthPoints } from './net-worth-points.ts'
import type { Picture } from './picture.ts'
import { WorthLine } from './worth-line.tsx'

const text = insightsText.netWorth

export function NetWorth({ picture: { scope, accounts, currency, view } }: { picture: Picture }) {
  const { bankTimeZone } = useBankSession()
  const answer = useNetWorth(scope, currency)
  const currencies = [...new Set(accounts.map(({ balance }) => balance.currency))]
  const isConverted = currencies.length > 1
  const overlay = useOverlay()
  const thisMonth = monthAt(new Date(), bankTimeZone)
  const money = (amount: bigint) => ({ amount: formatDecimal(amount, currency), currency })
  const nameOf = ({ month }: Worth) =>
    month === thisMonth ? `${nameOfMonth(month)}, ${text.now}` : nameOfMonth(month)
  return (
    <FigureSection
      id="net-worth"
      title={text.title}
      note={isConverted ? `${text.note} ${text.converted(currency)}` : text.note}
      answer={answer}
    >
      {() => {
        const { points: told, isPending } = withPending(answer.data?.data.points ?? [], {
          ...{ month: thisMonth, version: answer.data?.version ?? 0, overlay },
        })
        const points = worthPoints(told, { currencies, currency })
        const last = points.at(-1)
        if (!last) return <p className={classes.nothing}>{insightsText.quiet.text}</p>
        return (
          <>
            <p className={classes.worth}>
              <Money value={money(last.worth)} />
              <span className={classes.quiet}>
                {nameOf(last)} {isPending && <PendingMark>{text.pending}</PendingMark>}
              </span>
            </p>
            {view === 'charts' && (
              <WorthLine
                points={points}
                currency={currency}
                wordsFor={(point) => text.point(nameOf(point), formatMoney(money(point.worth)))}
              />
            )}
            <FiguresTable
              caption={text.chart}
              isSeen={view === 'tables'}
              columns={[
                insightsText.month,
                ...(isConverted ? [...currencies, text.rates, text.worth(currency)] : [text.title]),
              ]}
              rows={points.toReversed().map((point) => ({
                key: point.month,
                name: shortNameOfMonth(point.month),
                cells: isConverted
                  ? [
                      ...point.sums.map(({ amount, currency: one }) => ({ value: amount, currency: one })),
                      { value: ratesOf(point, currency, bankTimeZone), isName: true },
                      { value: point.worth, currency },
                    ]
                  : [{ value: point.worth, currency }],
              }))}
            />
          </>
        )
      }}
    </FigureSection>
  )
}

const ratesOf = ({ rates, ratesAt }: Worth, currency: string, timeZone: string): string =>
  ratesAt === null || rates.length === 0
    ? ''
    : `${rates.map((one) => text.rate(one.currency, one.rate, currency)).join(', ')}, ${text.ratesAt(dayAndTime(ratesAt, timeZone))}`
