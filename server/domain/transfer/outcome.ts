/** What whoever orders a transfer is told of it at once. */
import type { HoldPurpose, TransferHeld } from './events.ts'

/**
 * What has come of it: the money is there, or it is only held. Then `purpose` says what for; it settles by itself at
 * `settleAt`, or is given back at `expiresAt` unless the bank's people have approved it by then.
 */
export type TransferOutcome =
  | { readonly status: 'completed' }
  | {
      readonly status: 'held'
      readonly purpose: HoldPurpose
      readonly settleAt?: string
      readonly expiresAt?: string
    }

export const outcomeOf = (
  events: readonly { readonly type: string; readonly data: object }[],
): TransferOutcome => {
  const held = events.find((event): event is TransferHeld => event.type === 'TransferHeld')
  if (!held) return { status: 'completed' }
  const { purpose, settleAt, expiresAt } = held.data
  return {
    status: 'held',
    purpose,
    ...(settleAt !== null && { settleAt }),
    ...(expiresAt !== null && { expiresAt }),
  }
}
