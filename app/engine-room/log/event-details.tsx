'use client'

/** All of one event: who, when and why, its data in each version, what it made, and what it hangs together with. */
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { useBankSession } from '../../api-client/bank-session.tsx'
import { type StoredEvent, useStoredEvent } from '../../api-client/engine-room-log-queries.ts'
import { describeReadFailure, httpStatusOf } from '../../api-client/failures.ts'
import { isCustomer } from '../../api-client/signed-in.tsx'
import { exactMoment } from '../../components/dates.ts'
import { formatCount } from '../../components/money-format.ts'
import { PageLink } from '../../components/page-link.tsx'
import { RowsPlaceholder, UnreadPart } from '../../components/states.tsx'
import { logText } from '../../text/engine-room-log.ts'
import { EventCauses } from './event-causes.tsx'
import { EventVersions } from './event-versions.tsx'
import classes from './log.module.css'
import type { TypedFilter } from './log-address.ts'

const { event: text, list } = logText

type Actions = {
  readonly onShow: (filter: Partial<TypedFilter>) => void
  readonly onOpen: (position: number | null) => void
}

export function EventDetails({
  position,
  isNamed = false,
  onShow,
  onOpen,
}: Actions & {
  position: number
  /** Where no line above says what it is. */
  isNamed?: boolean
}) {
  const { data: answer, error, isFetching, refetch } = useStoredEvent(position)
  if (!answer)
    return error && httpStatusOf(error) === 400 ? (
      <p className={classes.quiet}>{text.beyond}</p>
    ) : error ? (
      <UnreadPart onRetry={() => void refetch()} isRetrying={isFetching}>
        {describeReadFailure(error)}
      </UnreadPart>
    ) : (
      <RowsPlaceholder label={text.loading} rows={3} />
    )
  const { event, isArchived, transaction } = answer.data
  return (
    <div className={classes.details}>
      {isNamed && <p className={classes.named}>{event.type}</p>}
      <Facts event={event} onShow={onShow} />
      {isArchived && <p className={classes.quiet}>{text.archived}</p>}
      <p>
        <PageLink href={`/engine-room/replay?stream=${event.streamId}&event=${event.streamPosition}`}>
          {text.replay}
        </PageLink>
      </p>
      {transaction && <TransactionLink transaction={transaction} />}
      <EventVersions stored={answer.data} />
      <EventCauses position={position} onOpen={onOpen} />
    </div>
  )
}

/** For a customer it is one of their own, which has a page; who works here sees the account. */
function TransactionLink({ transaction }: { transaction: NonNullable<StoredEvent['transaction']> }) {
  const { me } = useBankSession()
  const { accountId, position } = transaction
  return (
    <p>
      {isCustomer(me) ? (
        <PageLink href={`/accounts/${accountId}?tx=${position}`}>{text.transaction}</PageLink>
      ) : (
        <PageLink href={`/staff/accounts/${accountId}`}>{text.account}</PageLink>
      )}
    </p>
  )
}

function Facts({ event, onShow }: { event: StoredEvent['event']; onShow: Actions['onShow'] }) {
  const { timeZone, me } = useBankSession()
  const { at, streamId, streamPosition, userId, correlationId, commandId, causationId } = event
  return (
    <dl className={classes.facts}>
      <Fact name={text.at}>
        <time dateTime={at}>{exactMoment(at, timeZone)}</time>
      </Fact>
      <Fact name={text.stream} only={text.only.stream} onOnly={() => onShow({ streamId })}>
        <code className={classes.id}>{streamId}</code>
      </Fact>
      <Fact name={text.inStream}>
        <span className="money">{formatCount(streamPosition)}</span>
      </Fact>
      <Fact name={text.by} only={text.only.person} onOnly={() => onShow({ userId })}>
        {userId === me.userId ? list.you : <code className={classes.id}>{userId}</code>}
      </Fact>
      <Fact name={text.command}>
        <code className={classes.id}>{commandId}</code>
      </Fact>
      <Fact name={text.correlation} only={text.only.correlation} onOnly={() => onShow({ correlationId })}>
        <code className={classes.id}>{correlationId}</code>
      </Fact>
      {causationId !== commandId && (
        <Fact name={text.causedBy}>
          <code className={classes.id}>{causationId}</code>
        </Fact>
      )}
    </dl>
  )
}

function Fact({
  name,
  only,
  onOnly,
  children,
}: {
  name: string
  only?: string
  onOnly?: () => void
  children: ReactNode
}) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {children}{' '}
        {only && (
          <Button size="compact-sm" variant="subtle" onClick={onOnly}>
            {only}
          </Button>
        )}
      </dd>
    </div>
  )
}
