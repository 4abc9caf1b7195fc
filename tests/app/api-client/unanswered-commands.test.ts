import { createTRPCClient, TRPCClientError, type TRPCLink } from '@trpc/client'
import { observable } from '@trpc/server/observable'
import { describe, expect, test } from 'vitest'
import {
  createUnanswered,
  KEPT_FOR_MS,
  unansweredCommandsLink,
} from '../../../app/api-client/unanswered-commands.ts'
import type { AppRouter } from '../../../server/trpc/router.ts'

const inMemory = () => {
  const texts = new Map<string, string>()
  return {
    getItem: (key: string) => texts.get(key) ?? null,
    setItem: (key: string, text: string) => void texts.set(key, text),
    removeItem: (key: string) => void texts.delete(key),
  }
}

const lostLine = new TRPCClientError<AppRouter>('Failed to fetch')
const bankSays = (data: object) =>
  TRPCClientError.from<AppRouter>({ error: { message: 'from the bank', code: -32_600, data } } as never)
const frozen = bankSays({ httpStatus: 422, rejection: { reason: 'AccountFrozen' } })

/** A page with a tab's storage, and what the bank answers to it one after the other. */
const aPage = (storage = inMemory(), clock = { now: 0 }) => {
  const ids: unknown[] = []
  const answers: (TRPCClientError<AppRouter> | { version: number })[] = []
  const bank: TRPCLink<AppRouter> =
    () =>
    ({ op }) =>
      observable((observer) => {
        ids.push((op.input as { commandId?: string }).commandId)
        const answer = answers.shift() ?? { version: 7 }
        if (answer instanceof Error) return observer.error(answer as never)
        observer.next({ result: { type: 'data', data: answer } })
        observer.complete()
      })
  const kept = createUnanswered(
    () => storage,
    () => clock.now,
  )
  const { commands } = createTRPCClient<AppRouter>({ links: [unansweredCommandsLink(kept), bank] })
  let count = 0
  return {
    ids,
    storage,
    clock,
    /** As a form does that has been filled in: with an id of its own. */
    deposit: async (amount: string, answer: (typeof answers)[number] = { version: 7 }) => {
      count += 1
      answers.push(answer)
      const money = { amount, currency: 'USD' as const }
      const input = { commandId: `form-${count}`, accountId: 'everyday', money, description: 'Cash' }
      await commands.depositMoney.mutate(input as never).catch(() => undefined)
    },
    freeze: async (answer: (typeof answers)[number]) => {
      count += 1
      answers.push(answer)
      const input = { commandId: `form-${count}`, accountId: 'everyday', reason: 'Lost' }
      await commands.freezeAccount.mutate(input as never).catch(() => undefined)
    },
  }
}

describe('a command that the bank has not answered', () => {
  test.each([
    ['a lost line', lostLine],
    ['an outcome that the bank does not know', bankSays({ httpStatus: 503, reason: 'OutcomeUnknown' })],
    ['a session that has ended', bankSays({ httpStatus: 401 })],
  ])('keeps its id through %s, and only until it is answered', async (_what, failure) => {
    const page = aPage()
    await page.deposit('50.00', failure)
    await page.deposit('50.00', failure)
    await page.deposit('50.00')
    await page.deposit('50.00')
    expect(page.ids).toEqual(['form-1', 'form-1', 'form-1', 'form-4'])
  })

  test('keeps it over a reload', async () => {
    const before = aPage()
    await before.deposit('50.00', lostLine)
    const after = aPage(before.storage)
    await after.deposit('20.00')
    await after.deposit('50.00')
    await after.deposit('50.00')
    expect(after.ids).toEqual(['form-1', 'form-1', 'form-3'])
    expect(before.storage.getItem('passbook.unanswered')).toBeNull()
  })

  test('gives it up with a no', async () => {
    const page = aPage()
    await page.deposit('50.00', lostLine)
    await page.deposit('50.00', frozen)
    await page.deposit('50.00')
    expect(page.ids).toEqual(['form-1', 'form-1', 'form-3'])
  })

  test('gives it up in time', async () => {
    const page = aPage()
    await page.deposit('50.00', lostLine)
    page.clock.now = KEPT_FOR_MS
    await page.deposit('50.00')
    expect(page.ids).toEqual(['form-1', 'form-2'])
  })

  test('has no claim on an id where twice is as good as once', async () => {
    const page = aPage()
    await page.freeze(lostLine)
    await page.freeze({ version: 7 })
    expect(page.ids).toEqual(['form-1', 'form-2'])
  })

  test('leaves no words of it in the browser', async () => {
    const page = aPage()
    await page.deposit('50.00', lostLine)
    expect(page.storage.getItem('passbook.unanswered')).toMatch(
      /^\{"depositMoney [0-9a-f]+":\{"commandId":"form-1","at":0\}\}$/,
    )
  })

  test('stays one when somebody else has written under its key', async () => {
    const page = aPage()
    page.storage.setItem('passbook.unanswered', 'not ours')
    await page.deposit('50.00', lostLine)
    await page.deposit('50.00')
    expect(page.ids).toEqual(['form-1', 'form-1'])
  })
})
