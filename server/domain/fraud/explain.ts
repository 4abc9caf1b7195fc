/**
 * A finding as a sentence, for whoever asks without a page: in files, and by a program. Pages say it in words of their own,
 * in the reader's language and with the reader's marks.
 */
import type { WireMoney } from '../money.ts'
import { DAY_MS, type Finding, HOUR_MS, MINUTE_MS } from './finding.ts'

export const explain = (finding: Finding): string => {
  switch (finding.rule) {
    case 'velocity': {
      const { transfers, tookMs, withinMs } = finding.figures
      return `${transfers} transfers have left the account within ${spellDuration(tookMs)}; ${transfers} within ${spellDuration(withinMs)} are many.`
    }
    case 'structuring': {
      const { transfers, tookMs, total, threshold } = finding.figures
      return `${transfers} transfers within ${spellDuration(tookMs)}, ${spellMoney(total)} in all, were each just under the ${spellMoney(threshold)} from which on transfers are reviewed.`
    }
    case 'newPayee': {
      const { total, withinMs, much } = finding.figures
      return `${spellMoney(total)} to a payee who was paid for the first time within the last ${withinMs / HOUR_MS} hours; ${spellMoney(much)} is much.`
    }
    case 'dormant': {
      const { sent, quietMs, dormantMs } = finding.figures
      return `${spellMoney(sent)} to a new payee leaves an account out of which nothing had gone for ${spellDuration(quietMs)}; from ${spellDuration(dormantMs)} on it counts as dormant.`
    }
    case 'circle': {
      const { returned, sent, others, tookMs } = finding.figures
      return `${spellMoney(returned)} comes back to a customer who had sent ${spellMoney(sent)}, over ${others} others and within ${spellDuration(tookMs)}.`
    }
  }
}

/** `USD 9,500.00` */
const spellMoney = ({ amount, currency }: WireMoney): string => {
  const [units = '', ...decimals] = amount.split('.')
  return `${currency} ${[units.replace(/\B(?=(\d{3})+$)/g, ','), ...decimals].join('.')}`
}

/** In the largest unit of which there is a whole one: `3 hours`. */
export const spellDuration = (ms: number): string => {
  const [count, unit] =
    ms >= DAY_MS
      ? [Math.floor(ms / DAY_MS), 'day']
      : ms >= HOUR_MS
        ? [Math.floor(ms / HOUR_MS), 'hour']
        : ms >= MINUTE_MS
          ? [Math.floor(ms / MINUTE_MS), 'minute']
          : [Math.floor(ms / 1_000), 'second']
  return `${count} ${unit}${count === 1 ? '' : 's'}`
}
