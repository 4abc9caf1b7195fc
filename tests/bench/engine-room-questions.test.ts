/**
 * What the benchmark asks in the name of the engine room's pages is what they ask: each page the questions of the
 * functions that its files use, each function the procedures that it calls, as often as it says.
 */
import { describe, expect, it, test } from 'vitest'
import { engineRoomPages } from '../../app/engine-room/pages.ts'
import { pages } from '../../bench/engine-room/questions.ts'
import { projectFiles } from '../support/source-files.ts'

/** Asked when somebody opens, presses or types something, and by nobody who only looks. */
const BY_HAND = new Set([
  'useStoredEvent',
  'useEventCauses',
  'useCommandFlow',
  'useCommandRows',
  'useMeasuredTransfer',
  'useDeadLetter',
  'useSearchFilm',
  'useWithoutEvent',
  'useVerification',
  'useOutcome',
  'useSource',
  'useConsistencyLab',
])
/** Of these functions' files only what a page asks by itself is meant. */
const SHARED = ['app/api-client/queries.ts']

const files = projectFiles()
const clients = files.filter(
  ({ path }) => /^app\/api-client\/(engine-room-|consistency-lab\/)/.test(path) || SHARED.includes(path),
)

type Hook = {
  readonly procedures: ReadonlySet<string>
  readonly intervals: ReadonlySet<number>
  readonly atMostEveryMs: number | undefined
}

/** From one exported function to the next, with what the functions before it have made for it. */
const hooksIn = (text: string): Map<string, Hook> => {
  const constants = new Map(
    [...text.matchAll(/^(?:export )?const ([A-Z_]+) = ([\d_]+)$/gm)].map(([, name, value]) => [
      name!,
      Number(value!.replaceAll('_', '')),
    ]),
  )
  const hooks = new Map<string, Hook>()
  let before = ''
  for (const part of text.split(/^(?=(?:export )?const )/m)) {
    const name = /^export const (use\w+)/.exec(part)?.[1]
    before += part
    if (!name) continue
    const procedures = new Set([...before.matchAll(/\bapi\.([\w.]+)\.query\(/g)].map(([, path]) => path!))
    const interval = /refetchInterval: ([\s\S]*?),\n/.exec(part)?.[1] ?? ''
    const intervals = new Set([...constants].flatMap(([of, ms]) => (interval.includes(of) ? [ms] : [])))
    const pause = /useThrottledValue\([\s\S]*?, ([A-Z_]+)\)/.exec(part)?.[1] ?? ''
    hooks.set(name, { procedures, intervals, atMostEveryMs: constants.get(pause) })
    before = ''
  }
  return hooks
}

const hooks = new Map(clients.flatMap(({ text }) => [...hooksIn(text)]))

/** In the files of a page, and of what stands on every page. */
const usedIn = (folder: string): Set<string> =>
  new Set(
    files
      .filter(({ path }) => path.startsWith(folder) || /^app\/engine-room\/[^/]+\.tsx$/.test(path))
      .flatMap(({ text }) => [...text.matchAll(/\b(use[A-Z]\w+)\(/g)].map(([, name]) => name!))
      .filter((name) => hooks.get(name)?.procedures.size && !BY_HAND.has(name)),
  )

test('every page is open', () =>
  expect(pages.map(({ href }) => href).sort()).toEqual(engineRoomPages.map(({ href }) => href).sort()))

describe.each(pages)('$href', ({ href, questions }) => {
  it('asks with the functions that its files use', () =>
    expect([...new Set(questions.map(({ hook }) => hook))].sort()).toEqual([...usedIn(`app${href}/`)].sort()))

  it.each(questions)('asks $procedure as $hook does', ({ hook, procedure, everyMs, atMostEveryMs }) => {
    const asked = hooks.get(hook)!
    expect([...asked.procedures]).toContain(procedure)
    expect(atMostEveryMs).toBe(asked.atMostEveryMs)
    if (everyMs === undefined) return
    expect([...asked.intervals]).toContain(everyMs)
  })
})

describe.each([...new Set(pages.flatMap(({ questions }) => questions.map(({ hook }) => hook)))])(
  '%s',
  (hook) => {
    const own = pages.flatMap(({ questions }) => questions).filter((one) => one.hook === hook)

    it('is asked everything that it asks', () =>
      expect(new Set(own.map(({ procedure }) => procedure))).toEqual(hooks.get(hook)!.procedures))

    it('is asked again when it asks again', () =>
      expect(own.some(({ everyMs }) => everyMs !== undefined)).toBe(hooks.get(hook)!.intervals.size > 0))
  },
)

test('a function that asks by itself is no longer one that is asked by hand', () => {
  expect([...BY_HAND].filter((name) => !hooks.has(name))).toEqual([])
  // One that asks again only for what somebody has opened or sent.
  expect([...BY_HAND].filter((name) => hooks.get(name)!.intervals.size > 0)).toEqual([
    'useCommandFlow',
    'useOutcome',
  ])
})
