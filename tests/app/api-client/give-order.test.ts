/** What is said to the bank for each kind of order, over a wire that may lose the answer: the same ids, whatever happens. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { giveOrder } from '../../../app/api-client/give-order.ts'
import type { TransferOrder } from '../../../app/api-client/orders.ts'
import { createSender } from '../../../app/api-client/send-transfer.ts'
import { exchange, newTab, order, payment, pending, sending, standingOrder } from './some-transfers.ts'

type Said = { readonly path: string; readonly input: Record<string, unknown> }
type Answer = object | 'lost' | { readonly error: object }

const said: Said[] = []
const answers = new Map<string, Answer[]>()

const respond = (body: object, status = 200) =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } })
const refusal = (data: object) => ({ error: { message: 'from the bank', code: -32_000, data } })

beforeEach(() => {
  said.length = 0
  answers.clear()
  vi.stubGlobal('fetch', async (url: string, { body }: { body: string }) => {
    const path = url.replace(/^.*commands\./, '').replace(/\?.*$/, '')
    said.push({ path, input: JSON.parse(body) })
    const answer = answers.get(path)?.shift() ?? { version: 7, status: 'completed' }
    if (answer === 'lost') throw new TypeError('Failed to fetch')
    return 'error' in answer ? respond(answer, 422) : respond({ result: { data: answer } })
  })
})
afterEach(() => {
  vi.unstubAllGlobals()
})

const give = (what: TransferOrder) => giveOrder(pending(what, sending))
const paths = () => said.map(({ path }) => path)
const ids = () => said.map(({ input: { commandId } }) => commandId)

const carol = { commandId: 'command of carol', payeeId: 'carol', name: 'Carol', number: 'DE89' }
const alreadySaved = refusal({
  httpStatus: 422,
  rejection: { reason: 'PayeeAlreadySaved', payeeId: 'known carol' },
})
const noMoney = refusal({ httpStatus: 422, rejection: { reason: 'InsufficientFunds' } })
const lunch = order('t1', 'mine', 'hers', '12.50')
const abroad = payment('p1', 'mine', 'carol', '12.50')
const rent = standingOrder('o1', 'mine', 'hers', '850.00')
const rentAbroad = { ...standingOrder('o1', 'mine', 'carol', '850.00'), payeeId: 'carol' }

describe('each kind of order', () => {
  it('is the command that it is for, with the order’s own ids', async () => {
    for (const what of [
      { ...lunch, settleAfterSeconds: 5 },
      abroad,
      exchange('q1', ['mine', 'mine2'], ['1', '2']),
    ])
      expect(await give(what)).toMatchObject({ version: 7, status: 'completed' })
    await give(rent)
    expect(said.map(({ path, input }) => [path, input])).toMatchObject([
      ['transferMoney', { commandId: 'command-of-t1', transferId: 't1', settleAfterSeconds: 5 }],
      ['sendPayment', { commandId: 'command-of-p1', transferId: 'p1', payeeId: 'carol' }],
      ['exchangeMoney', { commandId: 'command-of-q1', quoteId: 'q1' }],
      ['createStandingOrder', { commandId: 'command-of-o1', orderId: 'o1', toAccountId: 'hers' }],
    ])
  })
  it('says what is held and for what', async () => {
    answers.set('sendPayment', [{ version: 9, status: 'held', purpose: 'external' }])
    expect(await give(abroad)).toEqual({ version: 9, status: 'held', purpose: 'external' })
  })
  it('to another bank, later, names the payee and no account', async () => {
    await give(rentAbroad)
    expect(said[0]?.input).toMatchObject({ payeeId: 'carol' })
    expect(said[0]?.input).not.toHaveProperty('toAccountId')
  })
})

describe('somebody new is saved first', () => {
  it('by a command of its own, whose id stays the same as well', async () => {
    await give({ ...abroad, newPayee: carol })
    expect(paths()).toEqual(['addPayee', 'sendPayment'])
    expect(said[0]?.input).toEqual({
      commandId: carol.commandId,
      payeeId: 'carol',
      name: 'Carol',
      number: 'DE89',
    })
  })
  it.each([
    ['paid now', abroad, 'sendPayment'],
    ['paid later', rentAbroad, 'createStandingOrder'],
  ] as const)('or is the one who is saved already: %s', async (_when, what, path) => {
    answers.set('addPayee', [alreadySaved])
    await give({ ...what, newPayee: carol })
    expect(said[1]).toMatchObject({ path, input: { payeeId: 'known carol' } })
  })
  it('and where that is refused nothing is paid at another bank, while here it is', async () => {
    const refused = refusal({ httpStatus: 422, rejection: { reason: 'TooManyPayees' } })
    for (const what of [abroad, rentAbroad]) {
      answers.set('addPayee', [refused])
      await expect(give({ ...what, newPayee: carol })).rejects.toMatchObject({
        data: { rejection: { reason: 'TooManyPayees' } },
      })
    }
    expect(paths()).toEqual(['addPayee', 'addPayee'])
    for (const what of [lunch, rent]) {
      answers.set('addPayee', [refused])
      await give({ ...what, newPayee: carol })
    }
    expect(paths().slice(2)).toEqual(['addPayee', 'transferMoney', 'addPayee', 'createStandingOrder'])
  })
  it('and where nobody answers that, nothing is paid before it is tried again', async () => {
    answers.set('addPayee', ['lost'])
    await expect(give({ ...lunch, newPayee: carol })).rejects.toThrow('Failed to fetch')
    expect(paths()).toEqual(['addPayee'])
  })
})

describe('through the sender', () => {
  const begin = (what: TransferOrder) => {
    const store = newTab()
    store.begin(what)
    const onFailed = vi.fn()
    const send = createSender({
      store,
      give: giveOrder,
      onFailed,
      onSignedOut: vi.fn(),
      pause: async () => {},
    })
    return { store, onFailed, send: () => send(what.transferId) }
  }
  it.each([
    ['a transfer', lunch, 'transferMoney'],
    ['a payment', abroad, 'sendPayment'],
    ['a standing order', rentAbroad, 'createStandingOrder'],
  ] as const)('%s whose answer was lost is given again with the same ids', async (_what, what, path) => {
    answers.set(path, ['lost', 'lost'])
    const { store, send } = begin(what)
    await send()
    expect(paths()).toEqual([path, path, path])
    expect(new Set(ids())).toEqual(new Set([what.commandId]))
    expect(store.find(what.transferId)?.state).toMatchObject({ status: 'accepted', version: 7 })
  })
  it('one that is refused weighs on nothing any more', async () => {
    answers.set('transferMoney', [noMoney])
    const { store, onFailed, send } = begin(lunch)
    await send()
    expect(store.find('t1')?.state).toMatchObject({
      status: 'failed',
      failure: { reason: 'InsufficientFunds' },
    })
    expect(store.inFlight()).toEqual([])
    expect(onFailed).toHaveBeenCalledOnce()
  })
  it('one that nobody answers is left standing as unknown, and is the same order when it is tried again', async () => {
    answers.set(
      'transferMoney',
      Array.from({ length: 5 }, () => 'lost' as const),
    )
    const { store, send } = begin(lunch)
    await send()
    expect(store.find('t1')?.state.status).toBe('unknown')
    await send()
    expect(store.find('t1')?.state.status).toBe('accepted')
    expect(new Set(ids())).toEqual(new Set(['command-of-t1']))
  })
})
