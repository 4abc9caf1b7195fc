/** Ends held transfers whose time has come. */
import type { TransferId } from '../ids.ts'
import { defineProcess } from '../process.ts'

type Settlement =
  | { readonly status: 'held'; readonly settleAt: string | null; readonly expiresAt: string | null }
  | { readonly status: 'over' }

const over = (state: Settlement | undefined): Settlement | undefined => state && { status: 'over' }

/** Settles a held transfer when its undo window is over, and gives the money back when nothing was decided in time. */
export const transferSettlement = defineProcess<Settlement>()({
  name: 'transfer-settlement',
  on: {
    TransferHeld: (_, { data: { settleAt, expiresAt } }) => ({ status: 'held', settleAt, expiresAt }),
    // What was approved waits for the other bank, which is another process's business.
    PaymentApproved: (state) => (state?.status === 'held' ? { ...state, expiresAt: null } : state),
    // By whomever and however it was ended. Not by the transfer's own events, which those that never were held have too.
    HoldSettled: over,
    HoldReleased: over,
  },
  instanceOf: ({ data }) => data.transferId,
  dueAt: (state) => {
    if (state.status === 'over') return null
    const { settleAt, expiresAt } = state
    return settleAt !== null && (expiresAt === null || settleAt <= expiresAt) ? settleAt : expiresAt
  },
  isOver: ({ status }) => status === 'over',
  commandsDue: (state, { instanceId, now }) => {
    const data = { transferId: instanceId as TransferId }
    if (state.status === 'over') return []
    if (state.settleAt !== null && state.settleAt <= now)
      return [{ step: 'settle', name: 'settleTransfer', data }]
    if (state.expiresAt !== null && state.expiresAt <= now)
      return [{ step: 'expire', name: 'expireTransfer', data }]
    return []
  },
})
