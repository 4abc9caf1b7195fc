/** After one's own change nothing on a screen shows less than it, also what comes onto one while it is being read. */
import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { expect, it } from 'vitest'
import { readUpTo } from '../../../app/api-client/read-up-to.ts'

const known = (versions: Readonly<Record<string, number>>) => {
  const queryClient = new QueryClient({ defaultOptions: { queries: { staleTime: 5_000, retry: false } } })
  for (const [what, version] of Object.entries(versions))
    queryClient.setQueryData(['bank', what], { version, data: [] })
  const asked: string[] = []
  let answer = (): Promise<void> => Promise.resolve()
  const show = (what: string) =>
    new QueryObserver(queryClient, {
      queryKey: ['bank', what],
      queryFn: async () => {
        asked.push(what)
        await answer()
        return { version: 10, data: [] }
      },
    }).subscribe(() => undefined)
  const wait = () => {
    const { promise, resolve } = Promise.withResolvers<void>()
    answer = () => promise
    return resolve
  }
  const versionOf = (what: string) => queryClient.getQueryData<{ version: number }>(['bank', what])?.version
  return { queryClient, asked, show, wait, versionOf }
}

it('what is on a screen and older is read again, and nothing else', async () => {
  const { queryClient, asked, show, versionOf } = known({ old: 9, new: 10, hidden: 9 })
  for (const what of ['old', 'new']) show(what)
  expect(await readUpTo(queryClient, 10)).toBe(true)
  expect(asked).toEqual(['old'])
  // What is not on a screen is asked for when it comes onto one.
  expect(versionOf('hidden')).toBeUndefined()
})

it('what comes onto a screen while others are read is not shown as it was before', async () => {
  const { queryClient, asked, show, wait, versionOf } = known({ old: 9, hidden: 9 })
  show('old')
  const goOn = wait()
  const reading = readUpTo(queryClient, 10)
  show('hidden')
  goOn()
  await reading
  await expect.poll(() => versionOf('hidden')).toBe(10)
  expect(asked.toSorted()).toEqual(['hidden', 'old'])
})
