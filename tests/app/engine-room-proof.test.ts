/** Verifying in parts: how far it tells that it is, that it rests, how it ends; and JSON as somebody types it. */
import { describe, expect, it } from 'vitest'
import { isJsonObject, pretty } from '../../app/engine-room/proof/json-object.ts'
import { type Part, type Verification, verifyInParts } from '../../app/engine-room/proof/verification.ts'

const finding = (position: number) => ({ kind: 'edited', position, to: position, detail: 'is another one' })

/** A log of 10 events in parts of 4, each of which takes 100 ms. */
const watched = async ({ cancelAt = 0, failAt = 0, bad = [] as number[] } = {}) => {
  let now = 0
  const rests: number[] = []
  const steps: Verification[] = []
  const controller = new AbortController()
  const verify = async (from: number): Promise<Part> => {
    now += 100
    if (from === failAt) throw new Error('The line is down')
    if (from === cancelAt) controller.abort()
    const to = Math.min(10, from + 3)
    const findings = bad.filter((position) => position <= to && position >= from - 1).map(finding)
    return {
      findings,
      from: Math.max(1, from - 1),
      to,
      hash: `${to}`,
      isComplete: true,
      next: to < 10 ? to + 1 : null,
    }
  }
  const rest = async (ms: number) => {
    rests.push(ms)
    now += ms
  }
  const outcome = await verifyInParts(
    { from: 1, end: 10, signal: controller.signal },
    { verify, rest, now: () => now },
    (step) => steps.push(step),
  )
  return { outcome, rests, steps }
}

describe('a verification in parts', () => {
  it('goes to the end, resting longer than it works', async () => {
    const { outcome, rests, steps } = await watched()
    expect(outcome).toMatchObject({ status: 'done', from: 1, to: 10, hash: '10', findings: [] })
    expect(rests).toEqual([200, 200])
    expect(steps.map(({ to }) => to)).toEqual([0, 4, 8, 10, 10])
    expect(outcome.perSecond).toBe(Math.round(10 / 0.7))
  })
  it('ends where it is cancelled', async () => {
    const { outcome } = await watched({ cancelAt: 5 })
    expect(outcome).toMatchObject({ status: 'cancelled', to: 4 })
  })
  it('tells why it could not go on', async () => {
    const { outcome } = await watched({ failAt: 5 })
    expect(outcome).toMatchObject({ status: 'failed', to: 4, error: new Error('The line is down') })
  })
  it('names each thing once, though parts overlap', async () => {
    const { outcome } = await watched({ bad: [2, 4] })
    expect(outcome.findings.map(({ position }) => position)).toEqual([2, 4])
  })
})

describe('JSON', () => {
  it.each(['{"a": 1}', '{}'])('%s is an object', (text) => expect(isJsonObject(text)).toBe(true))
  it.each(['', '[1]', 'null', '{"a": }'])('%j is none', (text) => expect(isJsonObject(text)).toBe(false))
  it('is written on several lines, unless a digit would be lost', () => {
    expect(pretty('{"a": 1}')).toBe('{\n  "a": 1\n}')
    expect(pretty('{"a": 1.00000000000000000001}')).toBe('{"a": 1.00000000000000000001}')
    expect(pretty('{"a b": "c  d"}')).toContain('"c  d"')
  })
})
