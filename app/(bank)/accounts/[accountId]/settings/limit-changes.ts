/** What has been typed for an account's limits, made into what the bank is asked for: only what has been changed. */
import type { Currency, WireMoney } from '../../../../../server/domain/decimal.ts'
import { minorUnits } from '../../../../api-client/pending-overlay.ts'
import { readAmount } from '../../../../components/amount-input.ts'

export const limitKinds = ['perTransfer', 'perDay', 'newPayee'] as const
export type LimitKind = (typeof limitKinds)[number]
export type TypedLimits = Readonly<Record<LimitKind, string>>

export const readLimits = (
  typed: TypedLimits,
  changed: readonly LimitKind[],
  currency: Currency,
): { limits: Partial<Record<LimitKind, WireMoney>>; problems: Partial<Record<LimitKind, string>> } => {
  const limits: Partial<Record<LimitKind, WireMoney>> = {}
  const problems: Partial<Record<LimitKind, string>> = {}
  for (const kind of changed) {
    const read = readAmount(typed[kind], currency)
    if (read.ok) limits[kind] = { amount: read.amount, currency }
    else problems[kind] = read.reason
  }
  return { limits, problems }
}

export const isAbove = (wanted: WireMoney | undefined, current: WireMoney): boolean =>
  wanted !== undefined && minorUnits(wanted) > minorUnits(current)
