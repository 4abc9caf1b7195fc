'use client'

/** What has changed most, each in a sentence that leads to its lines. */
import { IconArrowDownRight, IconArrowUpRight } from '@tabler/icons-react'
import { formatDecimal } from '../../../server/domain/decimal.ts'
import { useBankSession } from '../../api-client/bank-session.tsx'
import { useSpending } from '../../api-client/insights-queries.ts'
import { formatMoney } from '../../components/money-format.ts'
import { monthAt, nameOfMonth } from '../../components/months.ts'
import { categoryNames } from '../../text/categories.ts'
import { insightsText } from '../../text/insights.ts'
import { biggestChanges, type Change } from './changes.ts'
import { FigureSection } from './figure-section.tsx'
import classes from './figures.module.css'
import { FiguresTable } from './figures-table.tsx'
import type { Picture } from './picture.ts'
import { RefundedNote } from './refunded-note.tsx'

const text = insightsText.changes

export function Changes({ picture }: { picture: Picture }) {
  const { scope, months, currency, view, show } = picture
  const { bankTimeZone } = useBankSession()
  const answer = useSpending(scope)
  const money = (amount: bigint) => formatMoney({ amount: formatDecimal(amount, currency), currency })
  const size = (amount: bigint) => (amount < 0n ? -amount : amount)
  return (
    <FigureSection id="changes" title={text.title} answer={answer}>
      {() => {
        const { month, monthsBefore, changes } = biggestChanges(answer.data?.data.rows ?? [], {
          months,
          currency,
        })
        if (monthsBefore === 0) return <p className={classes.nothing}>{text.none}</p>
        if (changes.length === 0) return <p className={classes.nothing}>{text.same}</p>
        const sentence = ({ category, average, difference }: Change, spent: string) =>
          text.sentence({
            category: categoryNames[category],
            month: nameOfMonth(month),
            isRunning: month === monthAt(new Date(), bankTimeZone),
            spent,
            difference: money(size(difference)),
            isMore: difference > 0n,
            average: money(average),
            averageName: text.average(monthsBefore),
          })
        const choose = ({ category, spent }: Change) =>
          show({
            // Where nothing was spent this month, what was before is to be seen.
            month: spent > 0n ? month : null,
            categories: [category],
            direction: 'out',
            withoutOwn: false,
            accountId: null,
          })
        return (
          <>
            {view === 'tables' ? (
              <FiguresTable
                caption={text.title}
                isSeen
                columns={Object.values(text.columns)}
                rows={changes.map((change) => ({
                  key: change.category,
                  name: categoryNames[change.category],
                  cells: [
                    {
                      value: change.spent,
                      currency,
                      lead: { label: sentence(change, money(change.spent)), onPress: () => choose(change) },
                    },
                    { value: change.average, currency },
                    { value: `${change.difference > 0n ? '+' : '−'}${money(size(change.difference))}` },
                  ],
                }))}
              />
            ) : (
              <ul className={classes.changes}>
                {changes.map((change) => {
                  const Arrow = change.difference > 0n ? IconArrowUpRight : IconArrowDownRight
                  return (
                    <li key={change.category}>
                      <button type="button" className={classes.change} onClick={() => choose(change)}>
                        <Arrow aria-hidden size={20} stroke={2} />
                        <span>
                          {sentence(change, change.spent === 0n ? text.nothing : money(change.spent))}
                        </span>
                      </button>
                    </li>
                  )
                })}
              </ul>
            )}
            <RefundedNote picture={picture} />
          </>
        )
      }}
    </FigureSection>
  )
}
