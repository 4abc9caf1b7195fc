/**
 * A process of its own that races another one on one stream: it appends its own events, one at a time, until both have
 * written `atLeast`, and then tells which ones those were.
 *
 * `node append-process.ts <database url> <account id> <its name> <at least>`
 */
import { randomUUID } from 'node:crypto'
import { connect } from '../../db/client.ts'
import { type AccountId, accountStream } from '../../server/domain/ids.ts'
import { append } from '../../server/event-store/append.ts'
import { isConflict } from '../../server/event-store/errors.ts'
import { readStream } from '../../server/event-store/read.ts'

export type AppendReport = { readonly commandIds: readonly string[]; readonly conflicts: number }

const [url, accountId, name, atLeast] = process.argv.slice(2) as [string, AccountId, string, string]
const streamId = accountStream(accountId)
const { sql, close } = connect(url, { applicationName: name, max: 1 })

const race = async (): Promise<AppendReport> => {
  const commandIds: string[] = []
  let conflicts = 0
  let others = 0
  let last = -1
  while (Math.min(others, commandIds.length) < Number(atLeast)) {
    const commandId = randomUUID()
    const metadata = { commandId, correlationId: commandId, causationId: commandId, userId: name }
    const event = { type: 'AccountFrozen', data: { accountId, reason: name } } as const
    const next = { streamId, streamPosition: last + 1, event, metadata, createdAt: new Date() }
    try {
      await append(sql, { events: [next], receipts: [], reads: [] })
      commandIds.push(commandId)
      last += 1
    } catch (error) {
      if (!isConflict(error)) throw error
      conflicts += 1
      for (const { streamPosition, metadata } of await readStream(sql, streamId, { after: last })) {
        last = streamPosition
        if (metadata.userId !== name) others += 1
      }
    }
  }
  return { commandIds, conflicts }
}

process.once('message', async () => {
  const report = await race()
  await close()
  process.send?.(report, () => process.exit())
})
await sql`SELECT 1`
process.send?.('ready')
