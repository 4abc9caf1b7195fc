'use client'

import type { AuditedEvent } from '../../api-client/api.ts'
/** The rows, of which one is chosen, and the events, of which those are marked that the chosen row comes from. */
import type { MadeRow } from '../../api-client/engine-room-projections-queries.ts'
import { formatCount } from '../../components/money-format.ts'
import { projectionsText } from '../../text/engine-room-projections.ts'
import classes from './projections.module.css'

const { rows: text } = projectionsText

/** Keys of different tables may be the same. */
export const idOf = ({ table, key }: MadeRow): string => `${table} ${key}`

export function MadeRows({
  rows,
  chosen,
  onChoose,
}: {
  rows: readonly MadeRow[]
  chosen: MadeRow | undefined
  onChoose: (id: string) => void
}) {
  if (rows.length === 0) return <p className={classes.none}>{text.noRows}</p>
  return (
    <ul className={classes.rows}>
      {rows.map((row) => (
        <li key={idOf(row)} className={classes.row} data-is-chosen={row === chosen}>
          <button
            type="button"
            className={classes.rowName}
            aria-pressed={row === chosen}
            onClick={() => onChoose(idOf(row))}
          >
            <span>{row.table}</span>
            <span className={classes.quiet}>{text.version(formatCount(row.events.at(-1) ?? 0))}</span>
          </button>
          {row === chosen && (
            <dl className={classes.columns}>
              {row.columns.map(({ name, value }) => (
                <div key={name}>
                  <dt>{name}</dt>
                  <dd data-is-none={value === null}>{value ?? text.noValue}</dd>
                </div>
              ))}
            </dl>
          )}
        </li>
      ))}
    </ul>
  )
}

export function StreamEvents({
  events,
  row,
  version,
}: {
  events: readonly AuditedEvent[]
  row: MadeRow | undefined
  /** How far the read model has come. */
  version: number
}) {
  return (
    <ol className={classes.events}>
      {events.toReversed().map((event) => {
        const hasMade = row?.events.includes(event.position) ?? false
        return (
          <li
            key={event.position}
            className={classes.event}
            data-has-made={hasMade}
            data-is-newest={event.position === row?.events.at(-1)}
          >
            <details>
              <summary>
                <span className="money">#{formatCount(event.position)}</span>
                <strong>{event.type}</strong>
                <span className={`money ${classes.quiet}`}>
                  {text.inStream(formatCount(event.streamPosition))}
                </span>
                {hasMade && (
                  <span className={classes.made}>
                    {event.position === row?.events.at(-1) ? text.newest : text.made}
                  </span>
                )}
                {event.position > version && <span className={classes.mark}>{text.notYet}</span>}
              </summary>
              <pre className={classes.wrapped}>{JSON.stringify(event.data, null, 2)}</pre>
            </details>
          </li>
        )
      })}
    </ol>
  )
}
