'use client'

/**
 * The events that the filters leave, and those that come meanwhile. New ones appear on top only while nothing is moved by
 * that from under somebody's eyes, finger or focus; else they are counted, and shown when they are asked for.
 */
import { Button } from '@mantine/core'
import { useEffect, useState } from 'react'
import { type LogFilter, useLog } from '../../api-client/engine-room-log-queries.ts'
import { describeReadFailure, httpStatusOf, wireErrorOf } from '../../api-client/failures.ts'
import { AsOf } from '../../components/as-of.tsx'
import check from '../../components/check.module.css'
import { formatCount } from '../../components/money-format.ts'
import { EmptyState, ErrorState, RowsPlaceholder } from '../../components/states.tsx'
import { commonText } from '../../text/common.ts'
import { logText } from '../../text/engine-room-log.ts'
import { Explanation } from '../explanation.tsx'
import { Part } from '../part.tsx'
import { EventPanel } from './event-panel.tsx'
import classes from './log.module.css'
import { isOpenEnded, type TypedFilter } from './log-address.ts'
import { LogFilters } from './log-filters.tsx'
import { LogRow } from './log-row.tsx'
import { listed } from './newer-events.ts'
import { useScrolledPast } from './scrolled-past.ts'

const { list: text, explained, filters } = logText

export function LogList({
  typed,
  asked,
  event,
  onShow,
  onOpen,
}: {
  typed: TypedFilter
  asked: LogFilter
  /** The position of the event that is open. */
  event: number | null
  onShow: (filter: Partial<TypedFilter>) => void
  onOpen: (position: number | null) => void
}) {
  const [isWanted, setWanted] = useState(true)
  const [hasFocus, setFocus] = useState(false)
  const [shownTo, setShownTo] = useState(0)
  const [isScrolledPast, top] = useScrolledPast()
  const [canGrow] = useState(() => isOpenEnded(asked, new Date()))
  const log = useLog(asked, isWanted && canGrow)
  const newest = log.newer[0]?.position ?? 0
  const isAtRest = event === null && !hasFocus && !isScrolledPast
  if (isAtRest && newest > shownTo) setShownTo(newest)
  const { isGap, beginAnew } = log
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is another function each time, and does the same
  useEffect(() => {
    // When that fails, the button is still there.
    if (isGap && isAtRest) void beginAnew().catch(() => undefined)
  }, [isGap, isAtRest])
  const { rows, heldBack } = listed(log.rows, log.newer, shownTo)
  const problems = new Set(wireErrorOf(log.error)?.fields?.map(({ path }) => path))
  const isInList = rows.some(({ position }) => position === event)

  return (
    <>
      <LogFilters filter={typed} problems={problems} onShow={onShow} />
      {event !== null && !isInList && !log.isPending && (
        <EventPanel key={event} position={event} onShow={onShow} onOpen={onOpen} />
      )}
      <Part title={text.title} beside={<AsOf version={log.version} />} headRef={top}>
        <Explanation of="server/read-models/audit-trail/filter.ts#positionsStatement">
          {explained.list}
        </Explanation>
        <div className={classes.live}>
          <label className={check.check}>
            <input
              type="checkbox"
              checked={isWanted && canGrow}
              disabled={!canGrow}
              onChange={(change) => setWanted(change.currentTarget.checked)}
            />
            <span>
              {text.follow}
              <span className={classes.note}>
                {canGrow ? (isWanted ? text.following : text.paused) : text.ended}
              </span>
            </span>
          </label>
          {isGap ? (
            <Button variant="light" size="sm" onClick={() => void beginAnew().catch(() => undefined)}>
              {text.many}
            </Button>
          ) : (
            heldBack > 0 && (
              <Button variant="light" size="sm" onClick={() => setShownTo(newest)}>
                {text.heldBack(formatCount(heldBack))}
              </Button>
            )
          )}
        </div>
        {problems.size > 0 ? (
          <p role="alert" className={classes.failure}>
            {filters.bad}
          </p>
        ) : httpStatusOf(log.error) === 404 ? (
          <p role="alert" className={classes.failure}>
            {filters.noStream}
          </p>
        ) : log.error && rows.length === 0 ? (
          <ErrorState
            message={describeReadFailure(log.error)}
            onRetry={() => void log.refetch()}
            isRetrying={log.isFetching}
          />
        ) : log.isPending ? (
          <RowsPlaceholder label={text.loading} rows={10} />
        ) : rows.length === 0 ? (
          <EmptyState title={text.none}>{text.noneDetail}</EmptyState>
        ) : (
          <ul onFocus={() => setFocus(true)} onBlur={() => setFocus(false)}>
            {rows.map((row) => (
              <LogRow
                key={row.position}
                event={row}
                isOpen={row.position === event}
                onShow={onShow}
                onOpen={onOpen}
              />
            ))}
          </ul>
        )}
        {log.hasNextPage && (
          <div className={classes.more}>
            <Button
              variant="default"
              loading={log.isFetchingNextPage}
              onClick={() => void log.fetchNextPage()}
            >
              {log.isFetchNextPageError ? commonText.tryAgain : text.more}
            </Button>
          </div>
        )}
      </Part>
    </>
  )
}
