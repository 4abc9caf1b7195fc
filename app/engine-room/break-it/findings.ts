/** What does not hold, in words. */
import type { InvariantReport } from '../../api-client/engine-room-break-it-queries.ts'
import { formatCount, formatMoney } from '../../components/money-format.ts'
import { breakItText } from '../../text/engine-room-break-it.ts'

const { finding: text } = breakItText.invariants

type Data = InvariantReport['data']

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
