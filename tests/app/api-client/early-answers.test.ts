/** What the document has asked is given to whoever asks it first, and to nobody else. */
import { runInThisContext } from 'node:vm'
import type { Operation } from '@trpc/client'
import { observable } from '@trpc/server/observable'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { askingScript, type EarlyQuestion, earlyAnswersLink } from '../../../app/api-client/early-answers.ts'

const questions: EarlyQuestion[] = [['session.me'], ['accounts.list', { limit: 200 }]]
const answered = [{ result: { data: 'me' } }, { result: { data: 'accounts' } }]

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] })
  vi.stubGlobal('window', globalThis)
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
  globalThis.passbookAsked = undefined
})

const theDocumentAsks = (bankSays: () => Promise<Response>) => {
  const fetch = vi.fn((_url: string, _request: RequestInit) => bankSays())
  vi.stubGlobal('fetch', fetch)
  runInThisContext(askingScript(questions))
  return fetch
}

/** As the API's client asks; the bank itself says `asked`. */
const asks = (path: string, input?: unknown, type: Operation['type'] = 'query') =>
  new Promise<unknown>((resolve, reject) => {
    const op = { id: 1, type, path, input, context: {}, signal: null } satisfies Operation
    const next = () =>
      observable((observer) => {
        observer.next({ result: { type: 'data', data: 'asked' } } as never)
        observer.complete()
      })
    earlyAnswersLink()({} as never)({ op, next: next as never }).subscribe({
      next: ({ result }) => resolve((result as { data?: unknown }).data),
      error: reject,
    })
  })

test('it is asked in one request, as the client would', () => {
  const fetch = theDocumentAsks(async () => Response.json(answered))
  const [url, request] = fetch.mock.calls[0]!
  expect(url).toBe('/api/trpc/session.me,accounts.list?batch=1')
  expect(request).toMatchObject({ method: 'POST', body: '{"1":{"limit":200}}' })
})

test('the first who asks the same gets it, the next one asks the bank', async () => {
  theDocumentAsks(async () => Response.json(answered))
  expect(await asks('accounts.list', { limit: 200, afterVersion: undefined })).toBe('accounts')
  expect(await asks('accounts.list', { limit: 200 })).toBe('asked')
  expect(await asks('session.me')).toBe('me')
})

test('another question is another question', async () => {
  theDocumentAsks(async () => Response.json(answered))
  expect(await asks('accounts.list', { limit: 200, afterVersion: 7 })).toBe('asked')
  expect(await asks('accounts.list', { limit: 200 }, 'mutation')).toBe('asked')
})

test.each([
  ['the line is cut', async () => Promise.reject(new TypeError('cut'))],
  ['the bank says no', async () => Response.json([{ error: {} }, { error: {} }])],
  ['something else answers', async () => new Response('<html>')],
])('when %s, the bank is asked as if nothing had been', async (_, bankSays) => {
  theDocumentAsks(bankSays)
  expect(await asks('session.me')).toBe('asked')
})

test('what has waited too long is asked again', async () => {
  theDocumentAsks(async () => Response.json(answered))
  vi.advanceTimersByTime(11_000)
  expect(await asks('session.me')).toBe('asked')
})

test('nothing that is asked for can end the script', () => {
  const script = askingScript([['payees.checkName', { number: '</script><script>', name: '<!--' }]])
  expect(script).not.toMatch(/<[/!]/)
})
