'use client'

/** What the last rebuild or verification of a read model has come to. */
import { useBankSession } from '../../api-client/bank-session.tsx'
import type { Rebuild } from '../../api-client/engine-room-projections-queries.ts'
import { exactMoment } from '../../components/dates.ts'
import { formatCount } from '../../components/money-format.ts'
import { projectionsText } from '../../text/engine-room-projections.ts'
import classes from './projections.module.css'

const { rebuild: text } = projectionsText

export function LastRebuild({ rebuild }: { rebuild: Rebuild }) {
  const { timeZone } = useBankSession()
  const { status, purpose, finishedAt, error, comparison } = rebuild
  const when = exactMoment(finishedAt ?? rebuild.updatedAt, timeZone)
  if (status === 'failed') return <p className={classes.failure}>{text.failed(error ?? '')}</p>
  if (status === 'cancelled')
    return <p>{purpose === 'replace' ? text.cancelled(when) : text.verifyCancelled(when)}</p>
  if (!comparison) return <p>{text.done(when)}</p>
  const differences = comparison.tables.reduce((sum, table) => sum + table.differences, 0)
  const rows = comparison.tables.reduce((sum, table) => sum + table.expectedRows, 0)
  const position = formatCount(comparison.position)
  const { first } = comparison
  if (!first) return <p>{text.same(formatCount(rows), position)}</p>
  return (
    <div className={classes.failure}>
      <p>{text.different(formatCount(differences), position)}</p>
      <p>
        {text.first(first.table, first.key)}
        {first.column !== null && ` (${first.column})`}
      </p>
      <ul className={classes.values}>
        <li>{text.stands(first.live ?? text.nothing)}</li>
        <li>{text.should(first.expected ?? text.nothing)}</li>
      </ul>
    </div>
  )
}
