/**
 * What a process knows of its projectors from one drain to the next, so that a bank with much trouble does not have to
 * find it out at every wake-up: which failures have had their tries, and what stood in the way where it left a
 * checkpoint. Nothing is lost with it but time.
 */
import type { Checkpoint } from './checkpoint.ts'
import { createKnownFailures, type KnownFailures } from './dead-letters/known-failures.ts'
import type { Obstacles } from './dead-letters/obstacles.ts'
import type { Projector } from './projection.ts'

export type Recollection = {
  readonly failures: KnownFailures
  readonly left: (projector: Projector, at: Checkpoint & { readonly obstacles: Obstacles }) => void
  /** `undefined` when the checkpoint has been elsewhere since. */
  readonly obstaclesAt: (projector: Projector, at: Checkpoint) => Obstacles | undefined
}

export const createRecollection = (): Recollection => {
  const leftAt = new Map<string, Checkpoint & { readonly obstacles: Obstacles }>()
  return {
    failures: createKnownFailures(),
    left: ({ name }, at) => void leftAt.set(name, at),
    obstaclesAt: ({ name }, { position, generation }) => {
      const left = leftAt.get(name)
      return left?.position === position && left.generation === generation ? left.obstacles : undefined
    },
  }
}
