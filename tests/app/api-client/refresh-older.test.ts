import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { expect, test } from 'vitest'
import { refreshOlder } from '../../../app/api-client/refresh-older.ts'

const queryKey = ['bank', 'activity', 'mine']
const news = { version: 7, accounts: { mine: 7 }, notifications: null, written: null }

/** A question on display, whose answers the test gives one by one. */
const onDisplay = () => {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  const asked: PromiseWithResolvers<{ version: number }>[] = []
  const observer = new QueryObserver(client, {
    queryKey,
    queryFn: () => {
      const answer = Promise.withResolvers<{ version: number }>()
      asked.push(answer)
      return answer.promise
    },
  })
  const leave = observer.subscribe(() => undefined)
  return { client, asked, leave, shown: () => client.getQueryData<{ version: number }>(queryKey)?.version }
}

test('a first answer that was under way when the news came is not the last one', async () => {
  const { client, asked, leave, shown } = onDisplay()
  const refreshed = refreshOlder(client, news)
  asked[0]!.resolve({ version: 5 })
  await expect.poll(() => asked.length).toBe(2)
  expect(shown()).toBe(5)
  asked[1]!.resolve({ version: 7 })
  await refreshed
  expect(shown()).toBe(7)
  leave()
})

test('what knows the news already is left alone', async () => {
  const { client, asked, leave, shown } = onDisplay()
  asked[0]!.resolve({ version: 7 })
  await expect.poll(shown).toBe(7)
  await refreshOlder(client, news)
  expect(asked).toHaveLength(1)
  leave()
})

test('a list of the bank’s own people that has been read on in stays as it is', async () => {
  const client = new QueryClient()
  const page = { version: 5, data: [] }
  const reads: string[] = []
  const leave = ['short', 'long'].map((name) => {
    const queryKey = ['bank', 'staff', name]
    client.setQueryData(queryKey, { pages: name === 'long' ? [page, page] : [page], pageParams: [] })
    return new QueryObserver(client, {
      queryKey,
      staleTime: Number.POSITIVE_INFINITY,
      queryFn: () => {
        reads.push(name)
        return { pages: [{ ...page, version: 7 }], pageParams: [] }
      },
    }).subscribe(() => undefined)
  })
  await refreshOlder(client, news)
  expect(reads).toEqual(['short'])
  for (const end of leave) end()
})
