/**
 * Verifying the log part by part, with a rest after each that is longer than the part took: whoever else asks the bank
 * for something finds it idle most of the time. Can be ended after any part.
 */
export type Part = {
  readonly findings: readonly Finding[]
  readonly from: number
  readonly to: number
  readonly hash: string
  readonly isComplete: boolean
  readonly next: number | null
}

export type Finding = {
  readonly kind: string
  readonly position: number
  readonly to: number
  readonly detail: string
}

export type Verification = {
  readonly status: 'running' | 'done' | 'cancelled' | 'failed'
  readonly from: number
  /** How far it has come. */
  readonly to: number
  readonly end: number
  readonly hash: string
  readonly findings: readonly Finding[]
  readonly isComplete: boolean
  /** Over the whole of it, rests included; 0 until the first part is done. */
  readonly perSecond: number
  readonly error: unknown
}

const REST_FACTOR = 2

export type VerificationParts = {
  readonly verify: (from: number, signal: AbortSignal) => Promise<Part>
  readonly rest: (ms: number, signal: AbortSignal) => Promise<void>
  readonly now: () => number
}

/** Answers how it has ended, and tells every step on the way there. Never rejects. */
export const verifyInParts = async (
  { from, end, signal }: { readonly from: number; readonly end: number; readonly signal: AbortSignal },
  { verify, rest, now }: VerificationParts,
  onStep: (step: Verification) => void,
): Promise<Verification> => {
  const startedAt = now()
  let step: Verification = {
    status: 'running',
    from,
    to: from - 1,
    end,
    hash: '',
    findings: [],
    isComplete: true,
    perSecond: 0,
    error: null,
  }
  const goOn = (change: Partial<Verification>) => {
    step = { ...step, ...change }
    onStep(step)
    return step
  }
  goOn({})
  try {
    for (let next: number | null = from; next !== null; ) {
      const beganAt = now()
      const part: Part = await verify(next, signal)
      signal.throwIfAborted()
      const seconds = (now() - startedAt) / 1_000
      goOn({
        // What a part's seal covers before it has been told by the part before.
        from: next === from ? Math.min(from, part.from) : step.from,
        to: part.to,
        end: Math.max(end, part.to),
        hash: part.hash,
        findings: [...step.findings, ...part.findings.filter((one) => !isKnown(step.findings, one))],
        isComplete: part.isComplete,
        perSecond: seconds > 0 ? Math.round((part.to - from + 1) / seconds) : 0,
      })
      next = part.next
      if (next !== null) await rest((now() - beganAt) * REST_FACTOR, signal)
    }
    return goOn({ status: 'done' })
  } catch (error) {
    return goOn(signal.aborted ? { status: 'cancelled' } : { status: 'failed', error })
  }
}

/** A part begins with the whole of the seal that it lies in. */
const isKnown = (known: readonly Finding[], { kind, position }: Finding): boolean =>
  known.some((one) => one.kind === kind && one.position === position)
