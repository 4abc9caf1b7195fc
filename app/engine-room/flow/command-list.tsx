'use client'

/** Commands that were given lately, whoever gave them and whatever came of them, to pick one from. */
import { useBankSession } from '../../api-client/bank-session.tsx'
import { type ListedCommand, useRecentCommands } from '../../api-client/engine-room-flow-queries.ts'
import { describeReadFailure } from '../../api-client/failures.ts'
import { exactMoment } from '../../components/dates.ts'
import { RowsPlaceholder, UnreadPart } from '../../components/states.tsx'
import { flowText } from '../../text/engine-room-flow.ts'
import { ById } from '../by-id.tsx'
import { Part } from '../part.tsx'
import classes from './flow.module.css'
import { OutcomeMark } from './outcome-mark.tsx'

const { list: text } = flowText

export function CommandList({
  chosen,
  onChoose,
}: {
  chosen: string | null
  onChoose: (commandId: string) => void
}) {
  const { data, error, isFetching, refetch } = useRecentCommands()
  return (
    <Part title={text.title}>
      {data ? (
        data.data.length === 0 ? (
          <p className={classes.none}>{text.none}</p>
        ) : (
          <ul>
            {data.data.map((command) => (
              // The same id can have been given more than once.
              <li key={`${command.commandId} ${command.at}`} className={classes.listed}>
                <Command command={command} isChosen={command.commandId === chosen} onChoose={onChoose} />
              </li>
            ))}
          </ul>
        )
      ) : error ? (
        <UnreadPart onRetry={() => void refetch()} isRetrying={isFetching}>
          {describeReadFailure(error)}
        </UnreadPart>
      ) : (
        <RowsPlaceholder label={text.loading} rows={5} />
      )}
      <div className={classes.other}>
        <ById text={text} maxLength={60} onShow={onChoose} />
      </div>
    </Part>
  )
}

function Command({
  command: { commandId, name, at, outcome, reason, isRemembered },
  isChosen,
  onChoose,
}: {
  command: ListedCommand
  isChosen: boolean
  onChoose: (commandId: string) => void
}) {
  const { timeZone } = useBankSession()
  return (
    <button
      type="button"
      className={classes.command}
      aria-pressed={isChosen}
      data-outcome={outcome}
      onClick={() => onChoose(commandId)}
    >
      <strong className={classes.commandName}>{name}</strong>
      {isRemembered ? (
        <OutcomeMark outcome={outcome} reason={reason} />
      ) : (
        <span className={classes.quiet}>{text.notRemembered}</span>
      )}
      <span className={`money ${classes.quiet}`}>{exactMoment(at, timeZone)}</span>
    </button>
  )
}
