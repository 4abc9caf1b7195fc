/**
 * Which limits an account has, and how they change: lowered at once, raised only after a day, so that whoever has got
 * hold of an account cannot empty it before its owner notices.
 */
import { z } from 'zod'
import { type Currency, type Money, storedMoneySchema } from '../money.ts'
import { defaultLimits, limitKinds, type TransferLimits } from './amounts.ts'

export const RAISING_TAKES_HOURS = 24

/** Null as long as the owner has not chosen any: then they are the bank's. */
export type ChosenLimits = {
  readonly current: TransferLimits
  /** What has been raised, from the instant on at which it holds. */
  readonly pending: (TransferLimits & { readonly effectiveAt: string }) | null
} | null

const limitsShape = { perTransfer: storedMoneySchema, perDay: storedMoneySchema, newPayee: storedMoneySchema }
export const chosenLimitsSchema = z
  .object({
    current: z.object(limitsShape),
    pending: z.object({ ...limitsShape, effectiveAt: z.string() }).nullable(),
  })
  .nullable()

export const limitsAt = (chosen: ChosenLimits, currency: Currency, at: string): TransferLimits => {
  if (chosen === null) return defaultLimits[currency]
  return chosen.pending !== null && chosen.pending.effectiveAt <= at ? chosen.pending : chosen.current
}

export type LimitsChange = TransferLimits & { readonly changedAt: string; readonly effectiveAt: string }

/** One that is in force at once takes the place of everything; one for later, only of what was pending. */
export const changeLimits = (
  chosen: ChosenLimits,
  { changedAt, effectiveAt, perTransfer, perDay, newPayee }: LimitsChange,
): ChosenLimits => {
  const limits = { perTransfer, perDay, newPayee }
  if (effectiveAt <= changedAt) return { current: limits, pending: null }
  const { perTransfer: one, perDay: day, newPayee: payee } = limitsAt(chosen, perDay.currency, changedAt)
  return {
    current: { perTransfer: one, perDay: day, newPayee: payee },
    pending: { ...limits, effectiveAt },
  }
}

/**
 * What becomes of the limits when these are asked for: what is lower than now, at once; what is higher, a day later, or
 * when it was promised before. No change at all when that is what has been asked for already.
 */
export const changesTo = (
  wanted: Partial<TransferLimits>,
  { chosen, currency, at }: { chosen: ChosenLimits; currency: Currency; at: string },
): readonly LimitsChange[] => {
  const now = limitsAt(chosen, currency, at)
  const promised = chosen?.pending && chosen.pending.effectiveAt > at ? chosen.pending : undefined
  const target = limitsOf((kind) => wanted[kind] ?? (promised ?? now)[kind])
  const isSame = (one: TransferLimits, other: TransferLimits) =>
    limitKinds.every((kind) => one[kind].amountMinor === other[kind].amountMinor)
  if (isSame(target, promised ?? now)) return []

  const atOnce = limitsOf((kind) => lower(target[kind], now[kind]))
  const later = isSame(target, atOnce)
    ? []
    : [{ ...target, changedAt: at, effectiveAt: promisedFor(target, promised) ?? dayAfter(at) }]
  // What was promised and is wanted no more is taken back by saying what holds now.
  const isTold = isSame(atOnce, now) && later.length > 0
  return isTold ? later : [{ ...atOnce, changedAt: at, effectiveAt: at }, ...later]
}

const limitsOf = (amountOf: (kind: keyof TransferLimits) => Money): TransferLimits => ({
  perTransfer: amountOf('perTransfer'),
  perDay: amountOf('perDay'),
  newPayee: amountOf('newPayee'),
})

const lower = (a: Money, b: Money): Money => (a.amountMinor < b.amountMinor ? a : b)

/** Nothing that is higher than what was promised before may come as early. */
const promisedFor = (
  target: TransferLimits,
  promised: (TransferLimits & { readonly effectiveAt: string }) | undefined,
): string | undefined =>
  promised && limitKinds.every((kind) => target[kind].amountMinor <= promised[kind].amountMinor)
    ? promised.effectiveAt
    : undefined

const dayAfter = (at: string): string =>
  new Date(Date.parse(at) + RAISING_TAKES_HOURS * 3_600_000).toISOString()
