/** A transfer that settles at once: it either is completed, together with both accounts' events, or never was. */
import { z } from 'zod'
import type { Aggregate } from '../decider.ts'
import { type TransferId, transferStream } from '../ids.ts'
import type { TransferEvent } from './events.ts'

export type Transfer = { readonly status: 'none' } | { readonly status: 'completed' }

/** Money on its way from one account to another. */
export const transfer: Aggregate<Transfer, TransferEvent> = {
  name: 'Transfer',
  initialState: { status: 'none' },
  evolve: (_state, event) => {
    switch (event.type) {
      case 'TransferCompleted':
        return { status: 'completed' }
    }
  },
  isFinal: ({ status }) => status === 'completed',
  snapshot: { schemaVersion: 1, schema: z.object({ status: z.enum(['none', 'completed']) }) },
}

export const transferRef = (id: TransferId) => ({ streamId: transferStream(id), aggregate: transfer })
