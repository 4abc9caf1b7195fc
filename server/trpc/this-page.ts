/**
 * What a page may know of the request that it is drawn for: its address, how its reader reads, and what the bank answers
 * that reader. Nobody else's answers can be asked for: it is the procedures of the API that answer, to whomever the
 * request's own cookie belongs.
 *
 * The pages are a module graph of their own in this process, so they find it on `globalThis` and import only its types.
 */
import { AsyncLocalStorage } from 'node:async_hooks'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as after } from 'node:timers/promises'
import type { Auth } from '../auth/auth.ts'
import type { Role } from '../auth/sessions.ts'
import { log } from '../log.ts'
import type { Services } from './context.ts'
import { appRouter } from './router.ts'

export type PageQuestion = readonly [path: string, input?: unknown]

export type ThisPage = {
  /** Path and query. */
  readonly url: string
  /** A document that is shown now: not what an open page fetches of another one, and not one fetched ahead. */
  readonly isDocument: boolean
  readonly headers: { readonly cookie: string | undefined; readonly acceptLanguage: string | undefined }
  /**
   * The answers as the API sends them, in the order of the questions; undefined for one that was refused. Null when
   * somebody else than this role asks, when nobody has signed in, and when it takes too long: then the page asks itself.
   */
  readonly ask: (role: Role, questions: readonly PageQuestion[]) => Promise<unknown[] | null>
}

/** For so long a page is held back: whoever waits longer would rather see that something is on its way. */
const WITHIN_MS = 200

const PLACE = Symbol.for('passbook.this-page')
type Holder = { [PLACE]?: () => ThisPage | undefined }

const drawn = new AsyncLocalStorage<ThisPage>()
;(globalThis as Holder)[PLACE] = () => drawn.getStore()

type Exchange = {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly correlationId: string
}

/** Runs `draw` so that whatever it draws knows its request. */
export const drawingPages =
  (services: Services, auth: Pick<Auth, 'sessions'>, withinMs = WITHIN_MS) =>
  ({ request, response, correlationId }: Exchange, draw: () => Promise<void>): Promise<void> => {
    const { cookie, rsc, 'sec-purpose': purpose } = request.headers
    const answer = async (role: Role, questions: readonly PageQuestion[]): Promise<unknown[] | null> => {
      const { signedIn, setCookies } = await auth.sessions.find(cookie)
      if (setCookies.length > 0 && !response.headersSent) response.setHeader('Set-Cookie', setCookies)
      if (signedIn?.actor.role !== role) return null
      const caller = appRouter.createCaller({ services, signedIn, correlationId })
      return Promise.all(questions.map((question) => answerTo(caller, question)))
    }
    const page: ThisPage = {
      url: request.url ?? '/',
      isDocument: rsc === undefined && purpose === undefined,
      headers: { cookie, acceptLanguage: request.headers['accept-language'] },
      ask: (role, questions) => {
        const answered = answer(role, questions).catch((err: unknown) => {
          log.error({ err, correlationId }, 'a page could not be given its answers')
          return null
        })
        return Promise.race([answered, after(withinMs, null, { ref: false })])
      },
    }
    return drawn.run(page, draw)
  }

type Caller = ReturnType<typeof appRouter.createCaller>
type Procedure = (input: unknown) => Promise<unknown>

/** What is refused here is refused once more, with its reason, when the page asks. */
const answerTo = async (caller: Caller, [path, input]: PageQuestion): Promise<unknown> => {
  const [router = '', name = ''] = path.split('.')
  const procedure = (caller as unknown as Record<string, Record<string, Procedure>>)[router]?.[name]
  try {
    return asSent(await procedure?.(input))
  } catch {
    return undefined
  }
}

/** As whoever asks over HTTP gets it. */
const asSent = (answer: unknown): unknown =>
  answer === undefined ? undefined : JSON.parse(JSON.stringify(answer))
