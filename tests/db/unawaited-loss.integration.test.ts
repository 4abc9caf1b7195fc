/** A connection that is lost while the driver asks what it wants to know of the server, which nobody has asked for. */
import { once } from 'node:events'
import { type AddressInfo, connect as connectTcp, createServer, type Socket } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { overTcp } from '../../db/address.ts'
import { connect } from '../../db/client.ts'
import { isUnawaitedLoss } from '../../db/connection-lost.ts'
import { createTestDatabase } from '../support/database.ts'

const { url } = await createTestDatabase({ migrated: false })
const server = new URL(overTcp(url))

/** What a server says to those whom it ends. */
const ending = (): Buffer => {
  const fields = 'SFATAL\0VFATAL\0C57P01\0Mterminating connection due to administrator command\0\0'
  const length = Buffer.alloc(4)
  length.writeInt32BE(fields.length + 4)
  return Buffer.concat([Buffer.from('E'), length, Buffer.from(fields)])
}

/** Hands on everything but the driver's first question, in whose place it loses the connection. */
const startLosing = async (lose: (client: Socket) => unknown): Promise<string> => {
  let hasLost = false
  const proxy = createServer((client) => {
    const postgres = connectTcp(Number(server.port), server.hostname)
    for (const [one, other] of [
      [client, postgres],
      [postgres, client],
    ] as const)
      one.on('error', () => other.destroy()).on('close', () => other.destroy())
    postgres.pipe(client)
    client.on('data', (data) => {
      if (hasLost || !data.includes('b.typarray')) return postgres.write(data)
      hasLost = true
      postgres.unpipe(client)
      return lose(client)
    })
  })
  await once(proxy.listen(0, '127.0.0.1'), 'listening')
  onTestFinished(() => void proxy.close())
  const address = new URL(server)
  address.port = String((proxy.address() as AddressInfo).port)
  return address.href
}

test.each<[string, (client: Socket) => unknown]>([
  ['the server ends it', (client) => client.end(ending())],
  ['it breaks', (client) => client.resetAndDestroy()],
])('is known by its question, and whoever waits hears of it as well: %s', async (_, lose) => {
  const { sql, close } = connect(await startLosing(lose), { applicationName: 'test', max: 1 })
  onTestFinished(close)
  const unhandled = once(process, 'unhandledRejection')
  const heard = await sql`SELECT 1 ORDER BY 1`.catch((error: unknown) => error)
  const [nobodys] = await unhandled
  expect(isUnawaitedLoss(nobodys)).toBe(true)
  expect(heard).toBeInstanceOf(Error)
  expect(await sql`SELECT 2 AS two ORDER BY 1`).toEqual([{ two: 2 }])
})
