/**
 * What a rule against fraud says of one transfer. A finding is a reason for the bank's people to look, and stops nothing:
 * the rules are pure, and each tells the figures that have made it speak, never anybody's name. JSON as it is, because a
 * read model keeps it so.
 */
import type { WireMoney } from '../money.ts'

/** In the order in which they are told. */
export const fraudRules = ['velocity', 'structuring', 'newPayee', 'dormant', 'circle'] as const
export type FraudRule = (typeof fraudRules)[number]

export const severities = ['low', 'medium', 'high'] as const
export type Severity = (typeof severities)[number]

type Figures = {
  readonly velocity: { readonly transfers: number; readonly tookMs: number; readonly withinMs: number }
  readonly structuring: {
    readonly transfers: number
    readonly tookMs: number
    readonly total: WireMoney
    /** From which on transfers are reviewed. */
    readonly threshold: WireMoney
  }
  readonly newPayee: { readonly total: WireMoney; readonly withinMs: number; readonly much: WireMoney }
  readonly dormant: { readonly sent: WireMoney; readonly quietMs: number; readonly dormantMs: number }
  readonly circle: {
    readonly returned: WireMoney
    readonly sent: WireMoney
    /** How many it has come by. */
    readonly others: number
    readonly tookMs: number
  }
}

export type Finding = {
  [Rule in FraudRule]: {
    readonly rule: Rule
    readonly severity: Severity
    readonly figures: Figures[Rule]
  }
}[FraudRule]

export const MINUTE_MS = 60_000
export const HOUR_MS = 60 * MINUTE_MS
export const DAY_MS = 24 * HOUR_MS

/** From one instant to another, both ISO text. */
export const elapsedMs = (from: string, to: string): number => Date.parse(to) - Date.parse(from)
