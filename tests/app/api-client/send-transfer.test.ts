import { describe, expect, it, vi } from 'vitest'
import type { HeldFor } from '../../../app/api-client/orders.ts'
import { createSender } from '../../../app/api-client/send-transfer.ts'
import { newTab, order } from './some-transfers.ts'

const lunch = order('t1', 'mine', 'hers', '12.50')
const lostLine = new TypeError('Failed to fetch')
const bankSays = (data: object) => Object.assign(new Error('from the bank'), { data })
const tooLittle = bankSays({
  httpStatus: 422,
  rejection: { reason: 'InsufficientFunds', shortBy: { amount: '2.00', currency: 'USD' } },
})

type Given = { version: number } & ({ status: 'completed' } | { status: 'held'; purpose: HeldFor })
const settled = (version: number): Given => ({ version, status: 'completed' })

const begun = (answers: (Error | Given)[]) => {
  const store = newTab()
  store.begin(lunch)
  const given: string[] = []
  const parts = {
    store,
    give: async ({ commandId, transferId }: { commandId: string; transferId: string }) => {
      given.push(`${commandId}/${transferId}`)
      const answer = answers.shift() ?? lostLine
      if (answer instanceof Error) throw answer
      return answer
    },
    onFailed: vi.fn(),
    onSignedOut: vi.fn(),
    pause: vi.fn(async (_ms: number) => {}),
  }
  return { ...parts, given, send: createSender(parts) }
}
const sameIds = (times: number) => Array.from({ length: times }, () => 'command-of-t1/t1')

describe('sending a transfer', () => {
  it('ends with the version at which the bank wrote it', async () => {
    const { send, store, given } = begun([settled(7)])
    await send('t1')
    expect(store.find('t1')?.state).toMatchObject({ status: 'accepted', version: 7 })
    expect(given).toEqual(sameIds(1))
  })

  it.each<[string, Given, HeldFor | null]>([
    ['settled at once', settled(7), null],
    ['held to be undone', { version: 7, status: 'held', purpose: 'undoWindow' }, 'undoWindow'],
    ['held until another bank has it', { version: 7, status: 'held', purpose: 'external' }, 'external'],
    ['waiting for the bank’s people', { version: 7, status: 'held', purpose: 'review' }, 'review'],
  ])('is told when it is %s', async (_what, answer, heldFor) => {
    const { send, store } = begun([answer])
    await send('t1')
    expect(store.find('t1')?.state).toMatchObject({ status: 'accepted', heldFor })
  })

  it('is done once when asked twice at once', async () => {
    const { send, given } = begun([settled(7)])
    await Promise.all([send('t1'), send('t1')])
    await send('t1')
    expect(given).toEqual(sameIds(1))
  })

  it('goes on with the same ids when the line is cut or the bank is busy', async () => {
    const { send, store, given } = begun([
      lostLine,
      bankSays({ httpStatus: 503, reason: 'OutcomeUnknown' }),
      bankSays({ httpStatus: 409, reason: 'Conflict' }),
      settled(7),
    ])
    await send('t1')
    expect(given).toEqual(sameIds(4))
    expect(store.find('t1')?.state.status).toBe('accepted')
  })

  it('says that it does not know, when no answer comes, and tries again with the same ids when told to', async () => {
    const { send, store, given } = begun([lostLine, lostLine, lostLine, lostLine, lostLine, settled(7)])
    await send('t1')
    expect(store.find('t1')?.state.status).toBe('unknown')
    await send('t1')
    expect(store.find('t1')?.state.status).toBe('accepted')
    expect(given).toEqual(sameIds(6))
  })

  it('stops at a refusal, and says why', async () => {
    const { send, store, given, onFailed } = begun([lostLine, tooLittle])
    await send('t1')
    expect(given).toEqual(sameIds(2))
    expect(store.find('t1')?.state).toMatchObject({
      status: 'failed',
      failure: {
        reason: 'InsufficientFunds',
        field: 'amount',
        message: 'There is not enough money in the account: it is $2.00 short.',
      },
    })
    expect(onFailed).toHaveBeenCalledOnce()
  })

  it('waits as long as the bank asks for', async () => {
    const response = new Response(null, { headers: { 'retry-after': '3' } })
    const busy = Object.assign(bankSays({ httpStatus: 503 }), { meta: { response } })
    const { send, pause } = begun([busy, settled(7)])
    await send('t1')
    expect(pause).toHaveBeenCalledWith(3_000)
  })

  it('leaves the transfer standing when the session has ended meanwhile', async () => {
    const { send, store, onSignedOut } = begun([bankSays({ httpStatus: 401 })])
    await send('t1')
    expect(store.find('t1')?.state.status).toBe('unknown')
    expect(onSignedOut).toHaveBeenCalledOnce()
  })

  it('stops trying when somebody else has found out', async () => {
    const { send, store, given, pause } = begun([lostLine, lostLine])
    pause.mockImplementation(async () => store.accepted('t1', 9))
    await send('t1')
    expect(given).toEqual(sameIds(1))
    expect(store.find('t1')?.state).toMatchObject({ status: 'accepted', version: 9 })
  })
})
