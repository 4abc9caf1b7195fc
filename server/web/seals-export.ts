/**
 * `GET /api/seals/export`: all seals as JSON Lines, to be kept where nobody who can write to the bank's database can
 * write. With `content=log`, the sealed events as they are stored instead: the two are all that a verification needs.
 */
import { z } from 'zod'
import type { Sql } from '../../db/client.ts'
import { rawEventsTo, sealsFrom } from '../event-store/seals/bank-log.ts'
import { canonicalEvent } from '../event-store/seals/chain.ts'
import { sealLine } from '../event-store/seals/files.ts'
import { readSealHead } from '../event-store/seals/seals.ts'
import { type Endpoint, parseQuery } from './endpoint.ts'
import { sendTexts } from './send-texts.ts'

const querySchema = z.strictObject({
  content: z.enum(['seals', 'log'], { error: 'must be seals or log' }).default('seals'),
})

const LINES_AT_ONCE = 1_000

export const sealsExport =
  (sql: Sql): Endpoint =>
  async ({ response, query, correlationId }) => {
    const { content } = parseQuery(querySchema, query)
    const { position } = await readSealHead(sql)
    response.setHeader('Content-Type', 'application/jsonl; charset=utf-8')
    response.setHeader('Content-Disposition', `attachment; filename="${content}-${position}.jsonl"`)
    response.setHeader('X-Version', String(position))
    const texts = content === 'seals' ? sealTexts(sql, position) : logTexts(sql, position)
    await sendTexts(response, texts, correlationId)
  }

async function* sealTexts(sql: Sql, position: number): AsyncGenerator<string> {
  if (position > 0) for await (const seal of sealsFrom(sql, 1, position)) yield `${sealLine(seal)}\n`
}

async function* logTexts(sql: Sql, position: number): AsyncGenerator<string> {
  let lines: string[] = []
  for await (const event of rawEventsTo(sql, position)) {
    lines.push(canonicalEvent(event))
    if (lines.length < LINES_AT_ONCE && event.globalPosition < position) continue
    yield `${lines.join('\n')}\n`
    lines = []
  }
}
