/**
 * What a page asks first is asked while its scripts are still on their way: a line in the document asks the bank, and
 * whoever asks the same question first gets that answer. One that has failed, or has waited too long, is asked again as
 * if nothing had been.
 */
import type { TRPCLink } from '@trpc/client'
import type { inferRouterInputs } from '@trpc/server'
import { observable } from '@trpc/server/observable'
import type { AppRouter } from '../../server/trpc/router.ts'
import { noteVisit } from './session-end.ts'

type Inputs = inferRouterInputs<AppRouter>
export type EarlyQuestion = {
  [Router in keyof Inputs & string]: {
    [Name in keyof Inputs[Router] & string]: readonly [
      path: `${Router}.${Name}`,
      input?: Exclude<Inputs[Router][Name], undefined>,
    ]
  }[keyof Inputs[Router] & string]
}[keyof Inputs & string]

/** What the server has asked the bank for a page, and hands over in the document along with it. */
export type FirstAnswers = {
  readonly questions: readonly EarlyQuestion[]
  /** In the same order; undefined for one that was refused. */
  readonly answers: readonly unknown[]
}

/** Asked by every page whatsoever. */
export const whoIsHere: readonly EarlyQuestion[] = [['session.me'], ['system.info']]

type Asked = { readonly at: number; readonly answer: Promise<unknown> }

declare global {
  // Set by the document's own script, before any other runs.
  var passbookAsked: Record<string, Asked> | undefined
}

/** Older ones may lack what has happened since. */
const USABLE_FOR_MS = 10_000

const keyOf = (path: string, input: unknown): string => `${path} ${JSON.stringify(input) ?? ''}`

/** The script that asks; all in one request. It keeps to what every browser knows that can show the page. */
export const askingScript = (questions: readonly EarlyQuestion[]): string => {
  const paths = questions.map(([path]) => path).join(',')
  const inputs = Object.fromEntries(questions.flatMap(([, input], at) => (input ? [[at, input]] : [])))
  const written = (value: unknown) => JSON.stringify(value).replaceAll('<', '\\u003c')
  return `(() => {
const asked = (window.passbookAsked ??= {});
const all = fetch(${written(`/api/trpc/${paths}?batch=1`)}, { method: 'POST', headers: { 'content-type': 'application/json' }, body: ${written(JSON.stringify(inputs))} }).then((response) => response.json());
${written(questions.map(([path, input]) => keyOf(path, input)))}.forEach((key, at) => {
const answer = all.then((answers) => 'data' in answers[at].result ? answers[at].result.data : Promise.reject());
answer.catch(() => {});
asked[key] = { at: performance.now(), answer };
});
})()`
}

/** What the document brought along, as if it had been asked when the page was; but not what is known to whoever would ask. */
export const keepAnswers = (
  { questions, answers }: FirstAnswers,
  known: readonly EarlyQuestion[] = [],
): void => {
  globalThis.passbookAsked ??= {}
  const asked = globalThis.passbookAsked
  for (const [at, [path, input]] of questions.entries())
    if (answers[at] !== undefined && !known.some(([name]) => name === path))
      asked[keyOf(path, input)] = { at: 0, answer: Promise.resolve(answers[at]) }
}

/** Whether what the document brought along is of now. */
export const isUsable = (): boolean => performance.now() < USABLE_FOR_MS

/** Given out once. */
const takeEarly = (path: string, input: unknown): Promise<unknown> | undefined => {
  const asked = typeof window === 'undefined' ? undefined : window.passbookAsked
  const key = keyOf(path, input)
  const found = asked?.[key]
  if (!asked || !found) return undefined
  delete asked[key]
  return performance.now() - found.at < USABLE_FOR_MS ? found.answer : undefined
}

export const earlyAnswersLink = (): TRPCLink<AppRouter> => () => {
  return ({ op, next }) => {
    const early = op.type === 'query' ? takeEarly(op.path, op.input) : undefined
    if (!early) return next(op)
    return observable((observer) => {
      let isOver = false
      let asking: { unsubscribe: () => void } | undefined
      early.then(
        (data) => {
          if (isOver) return
          noteVisit()
          observer.next({ result: { type: 'data', data } })
          observer.complete()
        },
        () => {
          if (!isOver) asking = next(op).subscribe(observer)
        },
      )
      return () => {
        isOver = true
        asking?.unsubscribe()
      }
    })
  }
}
