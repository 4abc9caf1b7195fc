/** A bank behind HTTP: the web process on a database with accounts, and somebody signed in who owns them. */
import { randomUUIDv7 } from 'node:crypto'
import { connect } from '../../db/client.ts'
import { freePort } from '../../db/embedded/postmaster.ts'
import { createUsers } from '../../server/auth/users.ts'
import type { AccountId } from '../../server/domain/ids.ts'
import { openBank } from '../bank.ts'
import { bankEnvironment, startProcess } from '../processes.ts'
import { openConnection, requestFor } from './connection.ts'

export type HttpBank = {
  readonly port: number
  readonly cookie: string
  readonly accountIds: readonly AccountId[]
  readonly stop: () => Promise<void>
}

const CREDENTIALS = { email: 'bench@example.test', password: randomUUIDv7() }

export const startHttpBank = async (url: string, accounts: number): Promise<HttpBank> => {
  const bank = await openBank(url, accounts)
  const { accountIds, customer } = bank
  await bank.close()
  const database = connect(url, { applicationName: 'bench', max: 1 })
  await createUsers(database, [
    {
      ...CREDENTIALS,
      firstName: 'Bench',
      lastName: 'Mark',
      role: 'customer',
      customerId: customer.customerId,
    },
  ])
  await database.close()

  const port = await freePort()
  const web = await startProcess('web-process.ts', bankEnvironment(url, port))
  try {
    return { port, cookie: await signIn(port), accountIds, stop: web.stop }
  } catch (error) {
    await web.stop()
    throw error
  }
}

const signIn = async (port: number): Promise<string> => {
  const connection = await openConnection(port)
  const { status, headers, body } = await connection.send(
    requestFor(port)('POST', '/api/auth/sign-in/email', CREDENTIALS),
  )
  connection.close()
  if (status !== 200) throw new Error(`Signing in was answered with ${status}: ${body}`)
  return [...headers.matchAll(/^set-cookie: ([^;\r\n]+)/gim)].map(([, cookie]) => cookie).join('; ')
}
