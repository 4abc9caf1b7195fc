/** What customers had at the end of each day, and what of it was held: as two lines, or as a table. */
import { AsOf } from '../../../components/as-of.tsx'
import { shortDateAndYear } from '../../../components/dates.ts'
import { Money } from '../../../components/money.tsx'
import { ScrollFrame } from '../../../components/scroll-frame.tsx'
import sheet from '../../../components/sheet.module.css'
import { staffText } from '../../../text/staff.ts'
import classes from '../staff.module.css'
import type { DayFigures } from './balances.ts'
import { DayLine } from './day-line.tsx'

const { dashboard: text } = staffText

export function BalanceFigures({
  figures,
  version,
  isTable,
}: {
  figures: readonly DayFigures[]
  version: number
  isTable: boolean
}) {
  if (isTable)
    return (
      <section className={sheet.sheet} aria-label={text.overTime}>
        <Head title={text.overTime} version={version} />
        <div className={sheet.body}>
          <FiguresTable figures={figures} />
        </div>
      </section>
    )
  return (
    <div className={classes.columns}>
      {(['balance', 'held'] as const).map((kind) => (
        <section key={kind} className={sheet.sheet} aria-label={text.courses[kind]}>
          <Head title={text.courses[kind]} version={version} />
          <div className={sheet.body}>
            <DayLine
              days={figures.map((day) => ({ date: day.date, value: day[kind] }))}
              name={text.courses[kind]}
            />
          </div>
        </section>
      ))}
    </div>
  )
}

function Head({ title, version }: { title: string; version: number }) {
  return (
    <div className={sheet.head}>
      <h2 className={sheet.title}>{title}</h2>
      <AsOf version={version} />
    </div>
  )
}

/** Days on which neither has changed are left out. */
function FiguresTable({ figures }: { figures: readonly DayFigures[] }) {
  const changed = figures.filter(({ balance, held }, n) => {
    const before = figures[n - 1]
    return before?.balance.amount !== balance.amount || before.held.amount !== held.amount
  })
  return (
    <ScrollFrame label={text.overTimeTable}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{text.day}</th>
            <th scope="col">{text.courses.balance}</th>
            <th scope="col">{text.courses.held}</th>
          </tr>
        </thead>
        <tbody>
          {changed.toReversed().map(({ date, balance, held }) => (
            <tr key={date}>
              <th scope="row">{shortDateAndYear(date)}</th>
              <td>
                <Money value={balance} />
              </td>
              <td>
                <Money value={held} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollFrame>
  )
}
