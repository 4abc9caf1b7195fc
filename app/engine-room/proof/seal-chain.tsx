'use client'

/** The newest seals, each with the hash that it follows, and the one hash that stands for the whole log. */
import { Button } from '@mantine/core'
import { useBankSession } from '../../api-client/bank-session.tsx'
import type { SealHead, SealLine, useSeals } from '../../api-client/engine-room-proof-queries.ts'
import { describeReadFailure } from '../../api-client/failures.ts'
import { AsOf } from '../../components/as-of.tsx'
import { dayAndTime } from '../../components/dates.ts'
import { formatCount } from '../../components/money-format.ts'
import { ErrorState, RowsPlaceholder } from '../../components/states.tsx'
import { proofText } from '../../text/engine-room-proof.ts'
import { Explanation } from '../explanation.tsx'
import { Part } from '../part.tsx'
import { Hash } from './hash.tsx'
import classes from './proof.module.css'

const { seals: text } = proofText

export function SealChain({
  seals: { data, error, isFetching, refetch },
  onMore,
}: {
  seals: ReturnType<typeof useSeals>
  onMore: (() => void) | undefined
}) {
  return (
    <Part title={text.title} beside={<AsOf version={data?.version} />}>
      <Explanation of="server/event-store/seals/seals.ts#sealLog">{text.explained}</Explanation>
      {error && !data ? (
        <ErrorState
          message={describeReadFailure(error)}
          onRetry={() => void refetch()}
          isRetrying={isFetching}
        />
      ) : !data ? (
        <RowsPlaceholder label={text.loading} rows={5} />
      ) : data.data.length === 0 ? (
        <p className={classes.none}>{text.none}</p>
      ) : (
        <>
          <Head head={data.head} />
          <ol className={classes.chain}>
            {data.data.map((seal) => (
              <Seal key={seal.from} seal={seal} />
            ))}
          </ol>
          {onMore && (
            <div className={classes.buttons}>
              <Button variant="default" onClick={onMore}>
                {text.more}
              </Button>
            </div>
          )}
        </>
      )}
    </Part>
  )
}

function Head({ head: { position, hash, unsealed } }: { head: SealHead }) {
  return (
    <div className={classes.whole}>
      <p>
        <strong className="money">{text.head(formatCount(position))}</strong>{' '}
        <span className={classes.quiet}>
          {unsealed === 0 ? text.allSealed : text.unsealed(formatCount(unsealed))}
        </span>
      </p>
      <p className={classes.quiet}>{text.hash}</p>
      <Hash value={hash} isWhole />
      <p className={classes.quiet}>{text.advice}</p>
    </div>
  )
}

function Seal({ seal: { from, to, previousHash, hash, sealedAt } }: { seal: SealLine }) {
  const { timeZone } = useBankSession()
  return (
    <li className={classes.seal}>
      <p className={classes.sealName}>
        <strong className="money">{text.range(formatCount(from), formatCount(to))}</strong>
        <span className={classes.quiet}>
          {text.events(formatCount(to - from + 1))} ·{' '}
          <time dateTime={sealedAt}>{dayAndTime(sealedAt, timeZone)}</time>
        </span>
      </p>
      <dl className={classes.links}>
        <div>
          <dt>{text.is}</dt>
          <dd>
            <Hash value={hash} />
          </dd>
        </div>
        <div>
          <dt>{text.previous}</dt>
          <dd>
            <Hash value={previousHash} />
          </dd>
        </div>
      </dl>
    </li>
  )
}
