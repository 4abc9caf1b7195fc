/** What a forgery comes to on a copy: which hashes differ, and who would notice. */
import { describe, expect, it } from 'vitest'
import { type Copy, type Forger, forge } from '../../server/engine-room/forgery.ts'
import { CHAIN_START, type RawEvent, type Seal, sealOf } from '../../server/event-store/seals/chain.ts'

const event = (globalPosition: number): RawEvent => ({
  globalPosition,
  streamId: 'BankAccount-1',
  streamPosition: globalPosition - 1,
  eventType: 'MoneyDeposited',
  schemaVersion: 2,
  data: `{"n": ${globalPosition}}`,
  metadata: '{}',
  createdAt: '2026-01-01T00:00:00.000Z',
})

const events = [1, 2, 3, 4, 5, 6].map(event)
const seals: Seal[] = []
for (const some of [events.slice(0, 2), events.slice(2, 4), events.slice(4)])
  seals.push(sealOf(some, seals.at(-1)?.hash ?? CHAIN_START))

/** As it is read around position 3: the seal with it and what follows. */
const copy: Copy = { seals: seals.slice(1), events: events.slice(2) }
const forged = (forger: Forger) => forge(copy, { position: 3, data: '{"n": 30}', forger })
const changed = ({ was, is }: { was: string; is: string }) => was !== is

describe('a forger who', () => {
  it('changes the event is found by its seal, which stays as it is', async () => {
    const { content, chain, seals: sealed, findings } = await forged('event')
    expect([changed(content), changed(chain)]).toEqual([true, true])
    expect(sealed.map(({ hash }) => changed(hash))).toEqual([false, false])
    expect(findings.own).toMatchObject([{ kind: 'edited', position: 3, streamId: 'BankAccount-1' }])
    expect(findings.kept).toEqual(findings.own)
  })

  it('makes its seal anew is found by the one after it', async () => {
    const { seals: sealed, findings } = await forged('seal')
    expect(sealed.map(({ hash, previous }) => [changed(previous), changed(hash)])).toEqual([
      [false, true],
      [false, false],
    ])
    expect(findings.own).toMatchObject([{ kind: 'seal edited', position: 5 }])
    expect(findings.kept).toMatchObject([{ kind: 'edited', position: 3 }])
  })

  it('makes all of them anew is found by nobody but who has kept a hash', async () => {
    const { seals: sealed, findings } = await forged('chain')
    expect(sealed.map(({ hash, previous }) => [changed(previous), changed(hash)])).toEqual([
      [false, true],
      [true, true],
    ])
    expect(findings.own).toEqual([])
    expect(findings.kept).toMatchObject([{ kind: 'edited', position: 3 }])
  })
})

it.each(['{"n": 3}', ' { "n" : 3.0 } ', undefined])('says the same with %j as the original', async (data) => {
  const forgery = await forge(copy, { position: 3, data, forger: 'event' })
  expect(forgery.event).toMatchObject({ position: 3, data: '{"n": 3}' })
  expect([forgery.content, forgery.chain, ...forgery.seals.map(({ hash }) => hash)].some(changed)).toBe(false)
  expect(forgery.findings).toEqual({ own: [], kept: [] })
})

it('sees a change in the twentieth digit', async () => {
  const { content } = await forge(
    { ...copy, events: [{ ...events[2]!, data: '{"n": 1.00000000000000000001}' }, ...events.slice(3)] },
    { position: 3, data: '{"n": 1.00000000000000000002}', forger: 'event' },
  )
  expect(changed(content)).toBe(true)
})

it('leaves what it was given as it was', async () => {
  const before = structuredClone(copy)
  await forged('chain')
  expect(copy).toEqual(before)
})
