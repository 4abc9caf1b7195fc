/** A bank behind HTTP: the web process on a database with accounts, and people signed in who own them. */
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
  /** Of somebody else who has {@link VIEWERS_ACCOUNTS} accounts and moves nothing. */
  readonly viewersCookie: string
  readonly stop: () => Promise<void>
}

const PASSWORD = randomUUIDv7()
const OWNER = 'bench@example.test'
const VIEWER = 'viewer@example.test'
const VIEWERS_ACCOUNTS = 2

/** `demo`: in such a bank everybody may look into the engine room. */
export const startHttpBank = async (
  url: string,
  accounts: number,
  { demo = false }: { demo?: boolean } = {},
): Promise<HttpBank> => {
  const accountIds = await addCustomer(url, OWNER, accounts)
  await addCustomer(url, VIEWER, VIEWERS_ACCOUNTS)
  const port = await freePort()
  const web = await startProcess('web-process.ts', bankEnvironment(url, { port, demo }))
  try {
    const [cookie, viewersCookie] = [await signIn(port, OWNER), await signIn(port, VIEWER)]
    return { port, cookie, viewersCookie, accountIds, stop: web.stop }
  } catch (error) {
    await web.stop()
    throw error
  }
}

const addCustomer = async (url: string, email: string, accounts: number): Promise<readonly AccountId[]> => {
  const { customer, accountIds, close } = await openBank(url, accounts, { email })
  await close()
  const database = connect(url, { applicationName: 'bench', max: 1 })
  await createUsers(database, [
    {
      email,
      password: PASSWORD,
      firstName: 'Bench',
      lastName: 'Mark',
      role: 'customer',
      customerId: customer.customerId,
    },
  ])
  await database.close()
  return accountIds
}

const signIn = async (port: number, email: string): Promise<string> => {
  const connection = await openConnection(port)
  const { status, headers, body } = await connection.send(
    requestFor(port)('POST', '/api/auth/sign-in/email', { email, password: PASSWORD }),
  )
  connection.close()
  if (status !== 200) throw new Error(`Signing in was answered with ${status}: ${body}`)
  return [...headers.matchAll(/^set-cookie: ([^;\r\n]+)/gim)].map(([, cookie]) => cookie).join('; ')
}
