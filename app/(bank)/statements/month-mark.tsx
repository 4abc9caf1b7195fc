/** Whether a month is still open; nothing for one that is closed, as they all are one day. */
import { PendingMark } from '../../components/pending-mark.tsx'
import { statementsText as text } from '../../text/statements.ts'

type Month = { readonly status: 'open' | 'closed'; readonly until: string }

export const isRunning = ({ status, until }: Month, now = new Date()): boolean =>
  status === 'open' && new Date(until) > now

export function MonthMark({ statement }: { statement: Month }) {
  if (statement.status === 'closed') return null
  return <PendingMark>{isRunning(statement) ? text.running : text.waiting}</PendingMark>
}
