/**
 * What is remembered of an account for the rules that look at what it sends: as little as they need, and never more than
 * so many of anything. JSON as it is, because a read model keeps it so.
 */
import type { Money } from '../money.ts'
import { dormant } from './dormant.ts'
import { elapsedMs, type Finding } from './finding.ts'
import { NEW_FOR_MS, newPayee } from './new-payee.ts'
import { isJustUnder, type NearMiss, SEVERAL, structuring } from './structuring.ts'
import { MANY_TRANSFERS, velocity } from './velocity.ts'

const REMEMBERED_NEWCOMERS = 10

type Newcomer = { readonly id: string; readonly since: string; readonly sentMinor: string }

export type PayerMemory = {
  /** Oldest first, as everything here. */
  readonly sentAt: readonly string[]
  readonly nearMisses: readonly NearMiss[]
  /** Payees in their first 24 hours, with all that was sent to them. */
  readonly newcomers: readonly Newcomer[]
  readonly velocityToldAt: string | null
  readonly structuringToldAt: string | null
}
export const NOTHING_REMEMBERED: PayerMemory = {
  sentAt: [],
  nearMisses: [],
  newcomers: [],
  velocityToldAt: null,
  structuringToldAt: null,
}

/** A transfer to somebody else, at the moment at which it is ordered. */
export type Sending = {
  readonly at: string
  readonly money: Money
  /** As the account's limits count it: null for somebody paid before. */
  readonly newPayee: { readonly id: string; readonly since: string } | null
  readonly quietSince: string | null
}

/** What the rules say of it, and what is remembered then. */
export const lookAt = (
  sending: Sending,
  memory: PayerMemory,
): { readonly findings: readonly Finding[]; readonly memory: PayerMemory } => {
  const { at, money, newPayee: payee, quietSince } = sending
  const known = payee === null ? undefined : memory.newcomers.find(({ id }) => id === payee.id)
  const sentBefore = BigInt(known?.sentMinor ?? 0)
  const fast = velocity(at, { sentBefore: memory.sentAt, toldAt: memory.velocityToldAt })
  const split = structuring(sending, { nearMisses: memory.nearMisses, toldAt: memory.structuringToldAt })
  const findings = [
    fast,
    split,
    newPayee(money, { isNew: payee !== null, sentBefore }),
    dormant(sending, { quietSince, isNewPayee: payee !== null }),
  ].filter((finding) => finding !== undefined)
  return {
    findings,
    memory: {
      sentAt: [...memory.sentAt, at].slice(1 - MANY_TRANSFERS),
      nearMisses: isJustUnder(money)
        ? [...memory.nearMisses, { at, amountMinor: String(money.amountMinor) }].slice(-2 * SEVERAL)
        : memory.nearMisses,
      newcomers:
        payee === null
          ? memory.newcomers
          : [
              ...memory.newcomers.filter(
                ({ id, since }) => id !== payee.id && elapsedMs(since, at) < NEW_FOR_MS,
              ),
              { ...payee, sentMinor: String(sentBefore + money.amountMinor) },
            ].slice(-REMEMBERED_NEWCOMERS),
      velocityToldAt: fast ? at : memory.velocityToldAt,
      structuringToldAt: split ? at : memory.structuringToldAt,
    },
  }
}
