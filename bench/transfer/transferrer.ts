/** What a transfer contestant is made of. */
import type { Contestant } from '../contestant.ts'
import type { Target } from './accounts.ts'

export type Transferrer = {
  readonly contestant: (callers: number, target: Target) => Contestant
  /** Throws when money was made or lost, or when what was counted is not all there. */
  readonly check: () => Promise<void>
  readonly close: () => Promise<void>
}
