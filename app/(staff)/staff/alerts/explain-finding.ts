/** What a rule against fraud has found as a sentence, with its figures as the reader writes them. */
import type { Finding } from '../../../../server/domain/fraud/finding.ts'
import { formatDuration } from '../../../components/durations.ts'
import { formatCount, formatMoney } from '../../../components/money-format.ts'
import { staffText } from '../../../text/staff.ts'

const { explained: text } = staffText.alerts

export const explainFinding = (finding: Finding): string => {
  switch (finding.rule) {
    case 'velocity': {
      const { transfers, tookMs, withinMs } = finding.figures
      return text.velocity(formatCount(transfers), formatDuration(tookMs), formatDuration(withinMs))
    }
    case 'structuring': {
      const { transfers, tookMs, total, threshold } = finding.figures
      const [took, all, limit] = [formatDuration(tookMs), formatMoney(total), formatMoney(threshold)]
      return text.structuring(formatCount(transfers), took, all, limit)
    }
    case 'newPayee': {
      const { total, withinMs, much } = finding.figures
      return text.newPayee(formatMoney(total), formatDuration(withinMs), formatMoney(much))
    }
    case 'dormant': {
      const { sent, quietMs, dormantMs } = finding.figures
      return text.dormant(formatMoney(sent), formatDuration(quietMs), formatDuration(dormantMs))
    }
    case 'circle': {
      const { returned, sent, others, tookMs } = finding.figures
      const [back, first, took] = [formatMoney(returned), formatMoney(sent), formatDuration(tookMs)]
      return text.circle(back, first, formatCount(others), took)
    }
  }
}
