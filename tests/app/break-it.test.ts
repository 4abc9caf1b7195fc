/** What the page about broken things says of what the bank has told it. */
import { describe, expect, it } from 'vitest'
import type { InjectedFault, InvariantReport } from '../../app/api-client/engine-room-break-it-queries.ts'
import {
  describeDebits,
  describeLogFinding,
  describeProjectionFinding,
} from '../../app/engine-room/break-it/findings.ts'
import { effectOf, nameOf, shownKinds, stateOf } from '../../app/engine-room/break-it/kinds.ts'
import { ageOf, FRESH_MS, standingsOf } from '../../app/engine-room/break-it/standing.ts'
import { pairOf } from '../../app/engine-room/own-accounts.ts'
import { faultSchema } from '../../server/fault-injection/faults.ts'

const usd = (amount: string) => ({ amount, currency: 'USD' as const })

const report = (changed: Partial<InvariantReport['data']> = {}): InvariantReport['data'] => ({
  checkedAt: '2026-11-30T12:00:00.000Z',
  ageMs: 0,
  log: { position: 10, isWhole: true, summedAt: '2026-11-30T12:00:00.000Z', again: 3 },
  moneyConserved: {
    findings: [],
    accounts: 2,
    sums: [{ balances: usd('1.00'), paidIn: usd('1.00'), isEqual: true }],
  },
  debitsEqualCredits: { findings: [], transfers: 1, movements: 3 },
  gapless: { findings: [] },
  projections: { findings: [], compared: 2, models: [] },
  ...changed,
})
const fresh = { ageMs: 0, hasFailed: false }
const all = (standing: string) => ({
  money: standing,
  debits: standing,
  gapless: standing,
  projections: standing,
})

describe('how an invariant stands', () => {
  it('holds when all of the log has been looked at', () =>
    expect(standingsOf(report(), fresh)).toEqual(all('holds')))

  it('is being checked until then', () => {
    const log = { ...report().log, isWhole: false, summedAt: null }
    expect(standingsOf(report({ log }), fresh)).toEqual({ ...all('checking'), projections: 'holds' })
    expect(standingsOf(undefined, fresh)).toEqual(all('checking'))
  })

  it('is not known when it was checked too long ago, or could not be', () => {
    expect(standingsOf(report(), { ageMs: FRESH_MS + 1, hasFailed: true })).toEqual(all('unknown'))
    expect(standingsOf(undefined, { ageMs: 0, hasFailed: true })).toEqual(all('unknown'))
  })

  it('is as old as the bank says, and as long as it has been asked for', () => {
    const askedAt = 1_000_000
    const old = { askedAt, data: { ageMs: FRESH_MS - 1_000 } }
    expect(ageOf(old, askedAt + 1_000)).toBe(FRESH_MS)
    expect(standingsOf(report(), { ageMs: ageOf(old, askedAt + 1_001), hasFailed: false })).toEqual(
      all('unknown'),
    )
  })

  it('stays broken, however long ago that was found', () => {
    const gapless = { findings: [{ kind: 'gap' as const, position: 6, expected: 5 }] }
    const old = { ageMs: FRESH_MS + 1, hasFailed: true }
    expect(standingsOf(report({ gapless }), old)).toEqual({ ...all('unknown'), gapless: 'broken' })
  })

  it('is broken when two sums differ, although no event was found to be wrong', () => {
    const sums = [{ balances: usd('2.00'), paidIn: usd('1.00'), isEqual: false }]
    const moneyConserved = { ...report().moneyConserved, sums }
    expect(standingsOf(report({ moneyConserved }), fresh).money).toBe('broken')
  })
})

it('says of each finding where it is and what is wrong', () => {
  const about = { accountId: 'a1', position: 1_234, model: 'account-summaries' as const }
  expect([
    describeLogFinding({ kind: 'gap', position: 6, expected: 5 }),
    describeLogFinding({ kind: 'unreadable', position: 7 }),
    describeLogFinding({
      kind: 'balance',
      position: 8,
      accountId: 'a1',
      told: usd('9.00'),
      summed: usd('8.00'),
    }),
    describeLogFinding({ kind: 'transfer', position: 9, transferId: 't1', difference: usd('1.00') }),
    describeProjectionFinding({ ...about, column: 'balance', stands: '101', folded: '100' }),
    describeProjectionFinding({ ...about, column: 'row', stands: '', folded: '100' }),
    describeProjectionFinding({ ...about, column: 'fold', stands: '', folded: '' }),
  ]).toEqual([
    '#5 should be there; #6 is.',
    '#7 cannot be read.',
    '#8 tells a balance of $9.00, which is not what its amount makes of the one before.',
    'A transfer at #9 brings $1.00 more than it takes.',
    'account-summaries, account a1: balance is 101 and should be 100.',
    'account-summaries has nothing for account a1 at #1,234.',
    'Account a1 cannot be folded up to #1,234.',
  ])
})

it('does not say that each transfer brings what it takes when one does not', () => {
  const { debitsEqualCredits } = report()
  expect(describeDebits(debitsEqualCredits)).toBe(
    '1 transfer in 3 movements: each brings what it takes, in its currency.',
  )
  const finding = { kind: 'transfer' as const, position: 9, transferId: 't1', difference: usd('1.00') }
  expect(describeDebits({ ...debitsEqualCredits, findings: [finding] })).toBe('1 transfer in 3 movements.')
})

it('says of a pause that it is over only when it is, and never what became of the read model', () => {
  const paused = { fault: { kind: 'pausedProjector', projector: 'transactions' }, effects: {}, endedAt: null }
  const injected = paused as unknown as InjectedFault
  const told = (one: InjectedFault, isOn: boolean) => effectOf(one, stateOf(one, isOn))
  expect(told(injected, true)).toBe('It stands still.')
  expect(told(injected, false)).toBe('This pause is over.')
  expect(told({ ...injected, endedAt: '2026-11-30T12:00:00.000Z' }, false)).toBe('This pause is over.')
})

it('shows every kind of fault that there is, each with a name and what it has done', () => {
  const kinds = faultSchema.options.map(({ shape }) => shape.kind.value)
  expect(shownKinds.map(({ kind }) => kind).toSorted()).toEqual(kinds.toSorted())
  const fault = { kind: 'redeliveredBatches', projector: 'transactions' } as const
  expect(nameOf(fault)).toBe('batches of transactions come twice')
  expect(effectOf({ fault, effects: { refused: 2 } } as unknown as InjectedFault, 'on')).toBe(
    '2 batches were delivered again and refused, 0 counted twice.',
  )
})

describe('two accounts to send money there and back between', () => {
  const account = (accountId: string, amount: string, more = {}) => ({
    accountId,
    status: 'open' as const,
    currency: 'USD' as const,
    available: usd(amount),
    ...more,
  })
  it.each([
    ['begin where there is money', [account('a', '0.00'), account('b', '5.00')], ['b', 'a']],
    [
      'have one currency',
      [account('a', '5.00', { currency: 'EUR' }), account('b', '5.00'), account('c', '0.00')],
      ['b', 'c'],
    ],
    ['are open', [account('a', '5.00'), account('b', '5.00', { status: 'frozen' })], undefined],
    ['are two', [account('a', '5.00')], undefined],
    [
      'can give back what has come',
      [account('a', '5.00'), account('b', '-1.00'), account('c', '0.00')],
      ['a', 'c'],
    ],
    ['have money', [account('a', '0.00'), account('b', '0.00')], undefined],
  ])('%s', (_, accounts, expected) =>
    expect(pairOf(accounts)?.map(({ accountId }) => accountId)).toEqual(expected),
  )
})
