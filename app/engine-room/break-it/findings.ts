/** What was compared, and what does not hold, in words. */
import type { InvariantReport } from '../../api-client/engine-room-break-it-queries.ts'
import { formatCount, formatMoney } from '../../components/money-format.ts'
import { breakItText } from '../../text/engine-room-break-it.ts'

const { finding: text, debits } = breakItText.invariants

type Data = InvariantReport['data']

/** That each brings what it takes is only said when none was found that does not. */
export const describeDebits = ({ findings, transfers, movements }: Data['debitsEqualCredits']): string =>
  debits[findings.length === 0 ? 'holds' : 'counted'](formatCount(transfers), formatCount(movements))

export const describeLogFinding = (finding: Data['gapless']['findings'][number]): string => {
  const position = formatCount(finding.position)
  switch (finding.kind) {
    case 'gap':
      return text.gap(position, formatCount(finding.expected))
    case 'unreadable':
      return text.unreadable(position)
    case 'balance':
      return text.balance(position, formatMoney(finding.told))
    case 'transfer':
      return text.transfer(position, formatMoney(finding.difference))
  }
}

export const describeProjectionFinding = (finding: Data['projections']['findings'][number]): string => {
  const { model, accountId, column, stands, folded } = finding
  const position = formatCount(finding.position)
  if (column === 'row') return text.row(model, accountId, position)
  if (column === 'fold') return text.fold(accountId, position)
  return text.column(model, accountId, column, stands, folded)
}
