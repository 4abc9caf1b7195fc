/**
 * What a rule against fraud says of one transfer. A finding is a reason for the bank's people to look, and stops nothing:
 * the rules are pure, and each says in a sentence which figures have made it speak.
 */
import { type Money, toWire } from '../money.ts'

/** In the order in which they are told. */
export const fraudRules = ['velocity', 'structuring', 'newPayee', 'dormant', 'circle'] as const
export type FraudRule = (typeof fraudRules)[number]

export const severities = ['low', 'medium', 'high'] as const
export type Severity = (typeof severities)[number]

export type Finding = {
  readonly rule: FraudRule
  readonly severity: Severity
  /** For people, with the figures that it follows from; never with anybody's name. */
  readonly explanation: string
}

export const MINUTE_MS = 60_000
export const HOUR_MS = 60 * MINUTE_MS
export const DAY_MS = 24 * HOUR_MS

/** From one instant to another, both ISO text. */
export const elapsedMs = (from: string, to: string): number => Date.parse(to) - Date.parse(from)

/** `USD 9,500.00` */
export const spellMoney = (money: Money): string => {
  const { amount, currency } = toWire(money)
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
