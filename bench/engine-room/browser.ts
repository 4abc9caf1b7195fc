/**
 * One browser with every page of the engine room open, each in a window that is looked at: it asks what they ask, as
 * often as they do, and holds the one stream of live updates that a browser's tabs share.
 */
import { connect } from 'node:net'
import { type Connection, openConnection, requestFor } from '../http/connection.ts'
import { type Known, type Page, pages, type Question } from './questions.ts'

export type Asked = { readonly latenciesMs: readonly number[]; readonly errors: readonly string[] }

export type Browser = {
  /** Opens all pages: each asks everything once. */
  readonly open: () => Promise<void>
  /** From now on they ask again. */
  readonly look: () => void
  /** Nobody looks any more. Answers what was asked since {@link Browser.look}, once all of it has been answered. */
  readonly lookAway: () => Promise<Asked>
  readonly close: () => void
}

export const createBrowser = ({ port, cookie }: { port: number; cookie: string }): Browser => {
  const request = requestFor(port, cookie)
  let idle: Connection[] = []
  const timers = new Set<NodeJS.Timeout>()
  const underWay = new Set<Promise<void>>()
  let latenciesMs: number[] = []
  let errors: string[] = []
  let stream: ReturnType<typeof connect> | undefined

  /** As the pages' client does: a batch of one, sent as POST. */
  const send = async ({ procedure, mayBeMissing }: Question, input: object): Promise<unknown> => {
    idle = idle.filter(({ isOpen }) => isOpen())
    const connection = idle.pop() ?? (await openConnection(port))
    const { status, body } = await connection.send(
      request('POST', `/api/trpc/${procedure}?batch=1`, { 0: input }),
    )
    idle.push(connection)
    if (status === 404 && mayBeMissing) return undefined
    if (status !== 200) throw new Error(`${procedure} was answered with ${status}: ${body.slice(0, 200)}`)
    const [answer] = JSON.parse(body) as [{ result: { data: unknown } }]
    return answer.result.data
  }

  const opened = pages.map((page) => openPage(page))

  function openPage({ questions }: Page) {
    const answers = new Map<string, unknown>()
    const keys = new Map<Question, string>()
    const busy = new Set<Question>()
    const known: Known = {
      answer: <Answer>(procedure: string) => answers.get(procedure) as Answer | undefined,
    }

    const askedAt = new Map<Question, number>()
    const isFree = (one: Question): boolean =>
      performance.now() - (askedAt.get(one) ?? Number.NEGATIVE_INFINITY) >= (one.atMostEveryMs ?? 0)

    const put = async (question: Question): Promise<void> => {
      const input = question.input(known)
      // Who is still waiting for an answer does not ask again.
      if (!input || busy.has(question)) return
      busy.add(question)
      keys.set(question, question.key?.(known) ?? '')
      const before = performance.now()
      askedAt.set(question, before)
      try {
        answers.set(question.procedure, await send(question, input))
        latenciesMs.push(performance.now() - before)
      } catch (error) {
        errors.push(String(error))
      } finally {
        busy.delete(question)
      }
      // What hangs on this answer is asked with the next one.
      await Promise.all(
        questions.filter((one) => one.key && one.key(known) !== keys.get(one) && isFree(one)).map(put),
      )
    }
    return { questions, put }
  }

  const track = (asking: Promise<void>) => {
    underWay.add(asking)
    void asking.finally(() => underWay.delete(asking))
  }

  return {
    open: async () => {
      await Promise.all(opened.flatMap(({ questions, put }) => questions.map(put)))
      if (errors.length > 0) throw new Error(errors[0])
    },
    look: () => {
      latenciesMs = []
      errors = []
      stream = connect({ port, host: '127.0.0.1' })
      stream.on('error', (error) => errors.push(`The stream: ${error}`))
      stream.resume()
      stream.write(request('GET', '/api/trpc/projections.watch?input=%7B%7D'))
      for (const { questions, put } of opened)
        for (const question of questions) {
          const { everyMs } = question
          if (everyMs === undefined) continue
          // Pages have not been opened at the same moment.
          const first = setTimeout(() => {
            timers.add(setInterval(() => track(put(question)), everyMs))
            track(put(question))
          }, Math.random() * everyMs)
          timers.add(first)
        }
    },
    lookAway: async () => {
      for (const timer of timers) clearTimeout(timer)
      timers.clear()
      stream?.destroy()
      while (underWay.size > 0) await Promise.all(underWay)
      return { latenciesMs, errors }
    },
    close: () => {
      for (const { close } of idle) close()
    },
  }
}
