/** What has to be said of how a lane went, beside its figures, and of how a run ended. */
import type { LaneRecord } from '../../api-client/consistency-lab/lane-record.ts'
import type { RunEnd } from '../../api-client/consistency-lab/run-lanes.ts'
import { formatCount, formatMoney } from '../../components/money-format.ts'
import { consistencyText } from '../../text/engine-room-consistency.ts'
import { formatMs } from '../flow/milliseconds.ts'

const { says: text } = consistencyText.lane
const { chart } = consistencyText

/** Why it ended, and where the money is, as far as that is known. */
export const sayingOfEnd = ({ kind, money }: Pick<RunEnd, 'kind' | 'money'>): string =>
  `${chart.ends[kind]} ${whereIs(money)}`

const whereIs = (money: RunEnd['money']): string => {
  switch (money.kind) {
    case 'evenedOut':
      return chart.evenedOut
    case 'sentBack':
      return chart.sentBack(formatMoney(money.money))
    case 'leftOver':
      return (money.isRefused ? chart.leftOver : chart.leftOverUnanswered)(formatMoney(money.transfer.money))
    case 'unknown':
      return chart.unknown(formatMoney(money.most))
  }
}

export const sayingsOf = (record: LaneRecord): readonly string[] => {
  const { lane, timeouts, lateAt, toldAt } = record
  const sayings: string[] = timeouts.map((timeout) =>
    timeout.askedAgain === 'browser'
      ? text.resent(formatMs(timeout.at))
      : text.timeout(formatMs(timeout.at), formatCount(timeout.reached ?? 0)),
  )
  if (lateAt !== null) sayings.push(text.late(formatMs(lateAt)))
  if (lane === 'told' && record.outcome.kind === 'shown' && toldAt === null) sayings.push(text.asked)
  return [...sayings, ...endingsOf(record)]
}

const endingsOf = ({ outcome, projection, sightings }: LaneRecord): readonly string[] => {
  switch (outcome.kind) {
    case 'shown':
      return []
    case 'running':
      return [text.running]
    case 'stillOld':
      return projection?.isWritten === false ? [text.leftToWorker, text.stillOld] : [text.stillOld]
    case 'refused':
      return [
        text.refused(outcome.message),
        ...(sightings.some(({ is }) => is === 'pending') ? [text.refusedAfterAll] : []),
      ]
    case 'unanswered':
      if (outcome.isWritten === null) return [text.unanswered]
      return [outcome.isWritten ? text.unansweredWritten : text.unansweredNot]
    case 'unread':
      return [text.unread(outcome.message)]
    case 'givenUp':
      return [text.givenUp]
    case 'stopped':
      return [text.stopped]
  }
}
