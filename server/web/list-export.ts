/**
 * `POST /api/lists/<list>/export {format, …the list's own filters}`: a list as a file, for whoever may see it. It is the
 * list's own procedure that is asked, page after page: who may, what is theirs and what a filter means is decided there
 * and nowhere else. The next page is read when the client has taken the last one.
 *
 * `only` names rows by their ids: what somebody has found among them by words, which nobody but their own screen knows. They
 * are those of the list, in its order.
 *
 * What a list shows changes, so each page is as of the version at which it was read: no earlier than `X-Version`.
 */
import { z } from 'zod'
import { type Columns, CSV_TYPE, toCsv } from '../exports/csv/table.ts'
import type { Format } from '../exports/formats.ts'
import { MAX_LIMIT } from '../read-models/paging.ts'
import type { Services } from '../trpc/context.ts'
import { appRouter } from '../trpc/router.ts'
import { BadQuery, type PersonalEndpoint, parseBody } from './endpoint.ts'
import { sendFile } from './send-file.ts'

export type Caller = ReturnType<typeof appRouter.createCaller>
/** What every list takes and answers. */
type Asked = { readonly limit: number; readonly cursor?: string }
type Answered<Row> = {
  readonly version: number
  readonly data: readonly Row[]
  readonly nextCursor: string | null
}

export type ExportedList<Row> = {
  /** The procedure's path. */
  readonly path: string
  /** Asks it. The input has been looked at for names that it does not know, and the rest it looks at itself. */
  readonly ask: (caller: Caller, input: Asked) => Promise<Answered<Row>>
  readonly columns: Columns<Row>
  /** By which rows can be named; lists that are searched by the bank itself have none. */
  readonly idOf?: (row: Row) => string
}

/** More than any list of one person's holds that is searched on the screen. */
const MOST_NAMED = 1_000

const bodySchema = z.looseObject({
  format: z.literal('csv', { error: 'must be csv' }),
  only: z
    .array(z.uuid('must be a UUID').toLowerCase(), 'must be a list of ids')
    .max(MOST_NAMED, `must be at most ${MOST_NAMED}`)
    .optional(),
})

export const listExport =
  <Row>(
    services: Services,
    name: string,
    { path, ask, columns, idOf }: ExportedList<Row>,
  ): PersonalEndpoint =>
  async ({ response, body, signedIn, correlationId }) => {
    const { format: _, only, ...filter } = parseBody(bodySchema, body)
    refuseUnknown(only && !idOf ? { only, ...filter } : filter, filtersOf(path))
    const named = only && new Set<string>(only)
    const wanted = (rows: readonly Row[]) =>
      named && idOf ? rows.filter((row) => named.has(idOf(row))) : rows
    const caller = appRouter.createCaller({ services, signedIn, correlationId })
    const first = await ask(caller, { ...filter, limit: MAX_LIMIT })

    const pages = async function* () {
      for (let page = first; ; ) {
        yield wanted(page.data)
        if (page.nextCursor === null) return
        page = await ask(caller, { ...filter, limit: MAX_LIMIT, cursor: page.nextCursor })
      }
    }
    const format: Format<AsyncIterable<readonly Row[]>> = {
      mediaType: CSV_TYPE,
      extension: 'csv',
      write: (rows) => toCsv(columns, rows),
    }
    const count = first.nextCursor === null ? wanted(first.data).length : null
    await sendFile(
      response,
      { format, contents: pages(), name: `${name}-${first.version}`, version: first.version, count },
      correlationId,
    )
  }

// A filter that is misspelt must not export everything, and the procedures pass over what they do not know.
const refuseUnknown = (filter: object, known: ReadonlySet<string>): void => {
  const unknown = Object.keys(filter).filter((name) => !known.has(name))
  if (unknown.length > 0) throw new BadQuery(unknown.map((path) => ({ path, reason: 'is not known here' })))
}

/** What the procedure's own input has, but for its paging. */
const filtersOf = (path: string): ReadonlySet<string> => {
  const procedures = appRouter._def.procedures as unknown as Record<string, { _def: { inputs: unknown[] } }>
  const shapes = procedures[path]!._def.inputs.map((input) => shapeOf(input as z.ZodType))
  const names = new Set(shapes.flatMap((shape) => Object.keys(shape)))
  for (const paging of ['limit', 'cursor']) names.delete(paging)
  return names
}

/** Of an object, also one behind a step that prepares it. */
const shapeOf = (input: z.ZodType): object =>
  input instanceof z.ZodPipe
    ? shapeOf(input.out as z.ZodType)
    : input instanceof z.ZodObject
      ? input.shape
      : {}
