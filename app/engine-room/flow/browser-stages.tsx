'use client'

/** What this browser has measured of a command that it has sent. */
import type { Marks, RecordedCommand, Sent } from '../../api-client/engine-room-flow-queries.ts'
import { Money } from '../../components/money.tsx'
import { flowText } from '../../text/engine-room-flow.ts'
import { Facts } from './facts.tsx'
import classes from './flow.module.css'
import { formatMs } from './milliseconds.ts'

const { facts } = flowText

export function ClickStage({ commandId, marks }: { commandId: string; marks: Marks }) {
  return (
    <Facts
      facts={[
        [facts.took, formatMs(marks.sentAt - marks.clickedAt)],
        [facts.commandId, commandId],
      ]}
    />
  )
}

export function QueryStage({ marks: { answeredAt, readAt, balance } }: { marks: Marks }) {
  return (
    <Facts
      facts={[
        [facts.took, readAt === undefined ? null : formatMs(readAt - answeredAt)],
        [facts.balance, balance ? <Money key="balance" value={balance} /> : null],
      ]}
    />
  )
}

export function ScreenStage({
  sent: { marks, refusal },
  recorded,
}: {
  sent: Sent
  recorded: RecordedCommand | null
}) {
  const { clickedAt, sentAt, answeredAt, shownAt } = marks
  const waited = answeredAt - sentAt
  const began = recorded?.spans[0]?.from
  const answered = recorded?.spans.find(({ name }) => name === 'answer')?.to
  const worked = began === undefined || answered === undefined ? null : answered - began
  return (
    <>
      {refusal && <p className={classes.failure}>{refusal}</p>}
      <Facts
        facts={[
          [facts.waiting, formatMs(waited)],
          [facts.network, worked === null ? null : formatMs(Math.max(0, waited - worked))],
          [facts.whole, formatMs((shownAt ?? answeredAt) - clickedAt)],
        ]}
      />
    </>
  )
}
