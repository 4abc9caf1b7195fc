/** One process: what it is for, how many instances it has, and what is due. */
import { useBankSession } from '../../api-client/bank-session.tsx'
import type { ProcessFigures } from '../../api-client/engine-room-processes-queries.ts'
import { exactMoment } from '../../components/dates.ts'
import { formatCount } from '../../components/money-format.ts'
import { monthAt, nameOfMonth } from '../../components/months.ts'
import { processesText } from '../../text/engine-room-processes.ts'
import classes from './processes.module.css'

const { figures: text, names } = processesText
/** As far as the bank counts what has a deadline. */
const MOST_COUNTED = 10_000

const counted = (figure: number): string =>
  figure > MOST_COUNTED ? text.more(formatCount(MOST_COUNTED)) : formatCount(figure)

export function ProcessRow({
  process: { name, isDueAtEnd, instances, isEstimate, withDeadline, due, oldestDueAt, nextDueAt, eventTypes },
  isChosen,
  onChoose,
}: {
  process: ProcessFigures
  isChosen: boolean
  onChoose: () => void
}) {
  const { timeZone, bankTimeZone } = useBankSession()
  const all = text.instances(formatCount(instances))
  const told = [
    text.deadlines(counted(withDeadline)),
    isEstimate ? text.about(all) : all,
    oldestDueAt && text.oldest(exactMoment(oldestDueAt, timeZone)),
    nextDueAt &&
      (isDueAtEnd
        ? text.nextAtEnd(nameOfMonth(monthAt(nextDueAt, bankTimeZone)))
        : text.next(exactMoment(nextDueAt, timeZone))),
  ].filter(Boolean)
  return (
    <li className={classes.process} data-process={name} data-is-chosen={isChosen}>
      <button type="button" className={classes.processName} aria-pressed={isChosen} onClick={onChoose}>
        <span className={classes.name}>{name}</span>
        <span className={`money ${classes.mark}`} data-is-due={due > 0}>
          {due > 0 ? text.due(counted(due)) : text.noneDue}
        </span>
      </button>
      <p>{names[name]}</p>
      <p className={`${classes.quiet} ${classes.figures}`}>{told.join(' · ')}</p>
      <p className={classes.quiet}>{text.listensTo(eventTypes.join(', '))}</p>
    </li>
  )
}
