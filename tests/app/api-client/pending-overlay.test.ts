import { describe, expect, it } from 'vitest'
import {
  emptyOverlay,
  layOver,
  merge,
  type Overlay,
  passedAt,
  pendingMovements,
  sumByCurrency,
  weighsOn,
} from '../../../app/api-client/pending-overlay.ts'
import { accepted, account, failed, order, pending, sending, unknown } from './some-transfers.ts'

const lunch = order('t1', 'mine', 'hers', '12.50')
const saving = order('t2', 'mine', 'my-savings', '100.00')
const balanceOf = (accountId: string, version: number, overlay: Overlay) =>
  layOver(account(accountId, '200.00'), version, overlay)

describe('what weighs on an answer', () => {
  it.each([
    ['sending', sending, 10, true],
    ['unknown', unknown, 10, true],
    ['accepted, answer older', accepted(11), 10, true],
    ['accepted, answer at its version', accepted(10), 10, false],
    ['accepted, answer newer', accepted(9), 10, false],
    ['failed', failed, 10, false],
  ] as const)('%s', (_, state, version, expected) => {
    expect(weighsOn(pending(lunch, state), version)).toBe(expected)
  })
})

describe('balances', () => {
  it('go down at once when money is sent', () => {
    expect(balanceOf('mine', 10, [pending(lunch, sending)])).toMatchObject({
      balance: { amount: '187.50' },
      available: { amount: '187.50' },
      pendingTransfers: 1,
    })
  })

  it('show what comes from another own account at once, but do not offer it before it is accepted', () => {
    expect(balanceOf('my-savings', 10, [pending(saving, sending)])).toMatchObject({
      balance: { amount: '300.00' },
      available: { amount: '200.00' },
    })
    expect(balanceOf('my-savings', 10, [pending(saving, accepted(11))])).toMatchObject({
      balance: { amount: '300.00' },
      available: { amount: '300.00' },
    })
  })

  it('leave the answer untouched when nothing weighs on it', () => {
    const answer = account('mine', '200.00')
    expect(layOver(answer, 10, [pending(lunch, accepted(10)), pending(saving, failed)])).toEqual({
      ...answer,
      pendingTransfers: 0,
    })
  })

  it('count each transfer in flight by itself', () => {
    const overlay = [pending(lunch, sending), pending(saving, accepted(12))]
    expect(balanceOf('mine', 11, overlay).balance.amount).toBe('87.50')
    expect(balanceOf('mine', 12, overlay).balance.amount).toBe('187.50')
  })

  it('are exact where floating point is not', () => {
    const overlay = [pending(order('t', 'mine', 'hers', '0.10'), sending)]
    expect(layOver(account('mine', '9007199254740993.03'), 1, overlay).balance.amount).toBe(
      '9007199254740992.93',
    )
  })

  it('are summed per currency', () => {
    expect(
      sumByCurrency([
        { amount: '1.10', currency: 'USD' },
        { amount: '500', currency: 'JPY' },
        { amount: '2.20', currency: 'USD' },
      ]),
    ).toEqual([
      { amount: '3.30', currency: 'USD' },
      { amount: '500', currency: 'JPY' },
    ])
  })
})

describe('lines', () => {
  const at = (version: number, ...transferIds: string[]) => ({
    version,
    transferIds: new Set<string | null>(transferIds),
  })

  it('stand in both accounts of an own transfer', () => {
    const overlay = [pending(saving, sending)]
    expect(pendingMovements(overlay, 'mine', at(1))).toMatchObject([
      { direction: 'out', counterparty: { accountId: 'my-savings' } },
    ])
    expect(pendingMovements(overlay, 'my-savings', at(1))).toMatchObject([
      { direction: 'in', counterparty: { accountId: 'mine' } },
    ])
  })

  it('are never shown beside the row that holds them', () => {
    expect(pendingMovements([pending(lunch, sending)], 'mine', at(1, 't1'))).toEqual([])
    expect(pendingMovements([pending(lunch, accepted(5))], 'mine', at(5))).toEqual([])
  })

  it('are in the order in which they were sent, newest first', () => {
    const overlay = [pending(lunch, sending), pending(saving, sending)]
    expect(pendingMovements(overlay, 'mine', at(1)).map(({ transfer }) => transfer.transferId)).toEqual([
      't2',
      't1',
    ])
  })
})

describe('news', () => {
  it.each([
    ['sending', sending, accepted(5), accepted(5)],
    ['unknown', unknown, accepted(5), accepted(5)],
    ['sending', sending, failed, failed],
    ['accepted', accepted(5), failed, accepted(5)],
    ['accepted', accepted(5), sending, accepted(5)],
    ['accepted', accepted(5), accepted(9), accepted(5)],
    ['failed', failed, sending, failed],
    ['failed', failed, accepted(5), accepted(5)],
  ] as const)('%s, then %o, is %o', (_, known, news, expected) => {
    expect(merge([pending(lunch, known)], pending(lunch, news))).toEqual([pending(lunch, expected)])
  })

  it('of one transfer leaves every other as it is', () => {
    const other = pending(saving, sending)
    expect(merge([other, pending(lunch, sending)], pending(lunch, failed))[0]).toBe(other)
  })

  it('of an unknown transfer puts it on display', () => {
    expect(merge(emptyOverlay, pending(lunch, sending))).toEqual([pending(lunch, sending)])
  })

  it('is through when a read model has passed it', () => {
    const overlay = [pending(lunch, accepted(5)), pending(saving, accepted(6))]
    expect(passedAt(overlay, 5).map(({ transferId }) => transferId)).toEqual(['t1'])
  })
})
