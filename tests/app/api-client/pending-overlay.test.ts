import { describe, expect, it } from 'vitest'
import {
  emptyOverlay,
  heldMovements,
  layOver,
  merge,
  type Overlay,
  type PendingState,
  passedAt,
  pendingMovements,
  sumByCurrency,
  type TransferOrder,
  weighsOn,
} from '../../../app/api-client/pending-overlay.ts'
import {
  accepted,
  account,
  exchange,
  failed,
  order,
  payment,
  pending,
  sending,
  standingOrder,
  unknown,
} from './some-transfers.ts'

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

describe('an order of another kind', () => {
  const rent = standingOrder('s', 'mine', 'hers', '30.00')
  const apples = payment('p', 'mine', 'carol-elsewhere', '30.00')
  const holiday = exchange('q', ['mine', 'my-euros'], ['100.00', '91.63'])
  const euros = (state: PendingState) =>
    layOver(account('my-euros', '5.00', 'EUR'), 7, [pending(holiday, state)])
  const usd = (amount: string) => ({ amount, currency: 'USD' })
  const eur = (amount: string) => ({ amount, currency: 'EUR' })

  it.each([
    ['being sent', sending],
    ['not answered', unknown],
    ['accepted, and held for the other bank', { ...accepted(8), heldFor: 'external' as const }],
    ['found to be there', accepted(8)],
  ])('to another bank is held while it is %s, although there is no time to undo it', (_, state) => {
    expect(layOver(account('mine', '100.00'), 7, [pending(apples, state)])).toMatchObject({
      balance: usd('100.00'),
      held: usd('30.00'),
      available: usd('70.00'),
    })
    expect(
      pendingMovements([pending(apples, state)], 'mine', { version: 7, transferIds: new Set() }),
    ).toEqual([])
    expect(heldMovements([pending(apples, state)], 'mine', { version: 7, data: [] })).toMatchObject([
      { direction: 'out', counterparty: { accountId: 'carol-elsewhere' } },
    ])
  })

  it('between two currencies takes from one account and brings to the other, each in its own', () => {
    expect(layOver(account('mine', '200.00'), 7, [pending(holiday, sending)])).toMatchObject({
      balance: usd('100.00'),
      available: usd('100.00'),
    })
    expect(euros(sending)).toMatchObject({ balance: eur('96.63'), available: eur('5.00') })
    expect(euros(accepted(8))).toMatchObject({ balance: eur('96.63'), available: eur('96.63') })
    expect(euros(accepted(7))).toMatchObject({ balance: eur('5.00'), pendingTransfers: 0 })
    expect(euros(failed)).toMatchObject({ balance: eur('5.00') })
  })

  it('between two currencies is a line in both books, of what moves there', () => {
    const lines = (accountId: string, ...rows: string[]) =>
      pendingMovements([pending(holiday, sending)], accountId, { version: 7, transferIds: new Set(rows) })
    expect(lines('mine')).toMatchObject([{ direction: 'out', transfer: { money: usd('100.00') } }])
    expect(lines('my-euros')).toMatchObject([{ direction: 'in', transfer: { money: eur('91.63') } }])
    expect(lines('mine', 'q')).toEqual([])
  })

  it('for later moves nothing now', () => {
    const answer = account('mine', '200.00')
    expect(layOver(answer, 7, [pending(rent, sending)])).toMatchObject({ ...answer, pendingTransfers: 0 })
    expect(
      pendingMovements([pending(rent, sending)], 'mine', { version: 7, transferIds: new Set() }),
    ).toEqual([])
  })
})

describe('a transfer that can be called back', () => {
  const held = (transferId: string, state: PendingState) =>
    pending({ ...order(transferId, 'mine', 'savings', '30.00'), settleAfterSeconds: 10 }, state)
  const usd = (amount: string) => ({ amount, currency: 'USD' })

  it.each([
    ['being sent', sending],
    ['not answered', unknown],
    ['accepted', accepted(8)],
  ])('is held on the account that pays while it is %s, and has reached no other', (_, state) => {
    expect(layOver(account('mine', '100.00'), 7, [held('t', state)])).toMatchObject({
      balance: usd('100.00'),
      held: usd('30.00'),
      available: usd('70.00'),
      pendingTransfers: 0,
    })
    const savings = account('savings', '5.00')
    expect(layOver(savings, 7, [held('t', state)])).toMatchObject(savings)
  })
  it('is counted once: an answer of its version holds it', () => {
    const known = account('mine', '100.00')
    expect(layOver(known, 8, [held('t', accepted(8))])).toMatchObject(known)
    expect(layOver(known, 7, [held('t', failed)])).toMatchObject(known)
  })
  it('is a line of the account that pays, once, whoever tells of it', () => {
    const entry = held('t', accepted(8))
    const { state: _, ...told } = entry
    const linesOf = (accountId: string, overlay: Overlay, version: number, data: readonly TransferOrder[]) =>
      heldMovements(overlay, accountId, { version, data }).map(
        ({ transfer, direction, mark }) => `${transfer.transferId} ${direction} ${mark}`,
      )
    expect(linesOf('mine', [entry], 7, [])).toEqual(['t out held'])
    expect(linesOf('mine', [entry], 8, [told])).toEqual(['t out held'])
    expect(linesOf('mine', [], 8, [told])).toEqual(['t out held'])
    // Over already, and only not confirmed here.
    expect(linesOf('mine', [entry], 9, [])).toEqual([])
    expect(linesOf('mine', [held('t', unknown)], 9, [])).toEqual(['t out unknown'])
    expect(linesOf('savings', [entry], 7, [told])).toEqual([])
  })
  it('is no line of what is held once it stands in the book, whatever an older answer says', () => {
    const { state: _, ...told } = held('t', accepted(8))
    expect(heldMovements([], 'mine', { version: 8, data: [told] }, new Set(['t']))).toEqual([])
  })
  it('is held from the moment on at which the bank says that it waits for review, however soon it was to be paid', () => {
    const large = order('t', 'mine', 'savings', '30.00')
    const state = accepted(8)
    const inReview = pending(large, { ...state, heldFor: 'review' })
    expect(layOver(account('mine', '100.00'), 7, [inReview])).toMatchObject({
      balance: usd('100.00'),
      held: usd('30.00'),
      available: usd('70.00'),
      pendingTransfers: 0,
    })
    expect(layOver(account('savings', '5.00'), 7, [inReview])).toMatchObject(account('savings', '5.00'))
    // And what was to be held, and was settled all the same, moves.
    const settled = pending({ ...large, settleAfterSeconds: 10 }, { ...state, heldFor: null })
    expect(layOver(account('mine', '100.00'), 7, [settled])).toMatchObject({ balance: usd('70.00') })
  })
  it('is not a line among those that move at once', () => {
    expect(pendingMovements([held('t', sending)], 'mine', { version: 7, transferIds: new Set() })).toEqual([])
  })
})
