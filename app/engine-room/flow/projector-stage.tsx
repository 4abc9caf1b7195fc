'use client'

/** One read model: when it took the command in, and its rows before and after. */
import {
  type CommandFlow,
  type RowsAround,
  useCommandRows,
} from '../../api-client/engine-room-flow-queries.ts'
import { describeReadFailure } from '../../api-client/failures.ts'
import { formatCount } from '../../components/money-format.ts'
import { ScrollFrame } from '../../components/scroll-frame.tsx'
import { RowsPlaceholder, UnreadPart } from '../../components/states.tsx'
import { flowText } from '../../text/engine-room-flow.ts'
import { Facts } from './facts.tsx'
import classes from './flow.module.css'
import { formatMs } from './milliseconds.ts'

const { facts, panel: text } = flowText

export function ProjectorStage({ flow, name }: { flow: CommandFlow; name: string }) {
  const { commandId, recorded, projectors } = flow
  const step = projectors.find((one) => one.name === name)
  const times = step?.times
  const told = recorded?.spans.find((span) => span.name === 'wake')?.to
  return (
    <>
      {times ? (
        <Facts
          facts={[
            [
              facts.read,
              told === undefined ? null : facts.afterWake(formatMs(Math.max(0, times.readAt - told))),
            ],
            [facts.folded, formatMs(times.foldedAt - times.readAt)],
            [facts.committed, formatMs(Math.max(0, times.heardAt - times.foldedAt))],
            [facts.batchSize, formatCount(times.batchSize)],
          ]}
        />
      ) : (
        <p className={classes.note}>{step?.hasSeen ? text.noTimes : text.notSeen}</p>
      )}
      <Rows commandId={commandId} name={name} seen={projectors.filter(({ hasSeen }) => hasSeen).length} />
    </>
  )
}

function Rows({ commandId, name, seen }: { commandId: string; name: string; seen: number }) {
  const { data, error, isFetching, refetch } = useCommandRows(commandId, seen)
  if (!data)
    return error ? (
      <UnreadPart onRetry={() => void refetch()} isRetrying={isFetching}>
        {describeReadFailure(error)}
      </UnreadPart>
    ) : (
      <RowsPlaceholder label={text.loadingRows} rows={3} />
    )
  const own = data.data.find(({ projector }) => projector === name)
  if (!own || own.rows.length === 0) return <p className={classes.quiet}>{text.noRows}</p>
  return (
    <>
      {own.rows.map((row) => (
        <Row key={`${row.table} ${row.key}`} row={row} />
      ))}
      {own.isTruncated && <p className={classes.quiet}>{text.truncated}</p>}
    </>
  )
}

function Row({ row: { table, key, kind, columns } }: { row: RowsAround['rows'][number] }) {
  // Of a row that was there before, what has changed is what one looks for.
  const shown = kind === 'changed' ? columns.filter(({ isChanged }) => isChanged) : columns
  const others = columns.length - shown.length
  const name = `${table} ${key}`
  return (
    <div className={classes.row}>
      <h4 className={classes.rowName}>
        <span>{table}</span>
        {kind === 'new' && <span className={classes.mark}>{text.isNew}</span>}
      </h4>
      {kind === 'now' && <p className={classes.quiet}>{text.standing}</p>}
      <ScrollFrame label={name}>
        <table className={classes.columns}>
          <thead>
            <tr>
              <th scope="col">{text.column}</th>
              {kind === 'changed' && <th scope="col">{text.before}</th>}
              <th scope="col">{kind === 'now' ? text.now : text.after}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map(({ name: column, before, after }) => (
              <tr key={column}>
                <th scope="row">{column}</th>
                {kind === 'changed' && <Value value={before} />}
                <Value value={after} isNew={kind === 'changed'} />
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollFrame>
      {others > 0 && <p className={classes.quiet}>{text.unchanged(formatCount(others))}</p>}
    </div>
  )
}

function Value({ value, isNew = false }: { value: string | null; isNew?: boolean }) {
  return (
    <td data-is-none={value === null} data-is-new={isNew}>
      {value ?? text.noValue}
    </td>
  )
}
