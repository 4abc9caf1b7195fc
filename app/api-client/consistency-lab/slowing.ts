/**
 * What the lab lets go wrong: the projector of the balances waits. What is wanted is set one after the other, so what was
 * wanted last is what is on in the end.
 */
import type { Fault, FaultSetting } from '../engine-room-break-it-queries.ts'

export const SLOWED = 'account-summaries'
export const MOST_DELAY_MS = 5_000
/** As long as it takes to look at something, and as long as a run may take. */
const SECONDS = { usual: 60, forRun: 120 } as const

/** Whoever moves a slider means where it comes to rest. */
export const AT_REST_MS = 400

type SlowedBalances = Extract<Fault, { kind: 'slowProjector' }> & { readonly projector: typeof SLOWED }

/** Of all that is let go wrong, what the lab itself shows. */
export const isOfLab = (fault: Fault): fault is SlowedBalances =>
  fault.kind === 'slowProjector' && fault.projector === SLOWED

export type SlowingParts = {
  readonly setFault: (setting: FaultSetting) => Promise<{ readonly id: string }>
  readonly clearFault: (id: string) => Promise<unknown>
  /** Ends it, whoever closes the page meanwhile. */
  readonly clearInLeaving: (id: string) => void
  /** The fault that is on in the bank, whoever has set it; undefined while that is not known. */
  readonly standing: () => string | null | undefined
  /** What the slider came to rest at is set, or could not be. */
  readonly onSet: (delayMs: number, error: unknown) => void
}

export const createSlowing = ({ setFault, clearFault, clearInLeaving, standing, onSet }: SlowingParts) => {
  let own: string | null = null
  let isGone = false
  let resting: ReturnType<typeof setTimeout> | undefined
  let before: Promise<unknown> = Promise.resolve()

  const letGo = () => {
    const id = own
    own = null
    if (id !== null) clearInLeaving(id)
  }
  const apply = async (delayMs: number, seconds: (typeof SECONDS)[keyof typeof SECONDS]) => {
    if (delayMs > 0) {
      const fault = { kind: 'slowProjector', projector: SLOWED, delayMs } as const
      own = (await setFault({ fault, seconds })).id
      if (isGone) letGo()
      return
    }
    // Somebody else's may have taken the place of the own one, or the own one is not in the list yet.
    for (const id of new Set([standing(), own])) if (id) await clearFault(id)
    own = null
  }
  const inTurn = (...what: Parameters<typeof apply>): Promise<void> => {
    const applied = before.then(() => apply(...what))
    before = applied.catch(() => undefined)
    return applied
  }

  return {
    /** Sets this, once nothing else has been wanted for a moment. */
    want: (delayMs: number): void => {
      clearTimeout(resting)
      resting = setTimeout(() => {
        inTurn(delayMs, SECONDS.usual).then(
          () => onSet(delayMs, null),
          (error: unknown) => onSet(delayMs, error),
        )
      }, AT_REST_MS)
    },
    /**
     * Sets it at once, for as long as a run may take; null: leaves everything as it is. Answers what is on then, null when
     * that is not known. Throws what the bank does.
     */
    hold: async (delayMs: number | null): Promise<number | null> => {
      clearTimeout(resting)
      if (delayMs === null) return null
      await inTurn(delayMs, SECONDS.forRun)
      return delayMs === 0 && standing() === undefined ? null : delayMs
    },
    arrive: () => {
      isGone = false
    },
    /** Nobody is left who would see it. */
    leave: () => {
      isGone = true
      clearTimeout(resting)
      letGo()
    },
    letGo,
  }
}
