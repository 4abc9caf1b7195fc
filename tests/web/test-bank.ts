/** A whole bank behind its real web server, in this process: own database, real bus, real sign-in, pages left out. */
import type { AddressInfo } from 'node:net'
import { afterAll } from 'vitest'
import { createUser } from '../../server/auth/users.ts'
import type { Config } from '../../server/config.ts'
import { readAll } from '../../server/event-store/read.ts'
import { type Bank, startBank } from '../../server/main.ts'
import { countFailedJobs } from '../../server/read-models/dead-letters/failed-jobs.ts'
import { countParkedMessages } from '../../server/read-models/payments/parked-messages.ts'
import { projectors } from '../../server/read-models/registry.ts'
import { drain } from '../../server/read-models/runner.ts'
import { createApiHandler } from '../../server/trpc/http-handler.ts'
import { drawingPages } from '../../server/trpc/this-page.ts'
import { createEndpoints } from '../../server/web/endpoints.ts'
import { createHealth } from '../../server/web/health.ts'
import { projectorHealth, sealingHealth } from '../../server/web/projector-health.ts'
import { createWebServer, type WebParts } from '../../server/web/server.ts'
import { hashCheaply } from '../support/cheap-passwords.ts'
import { createTestDatabase, TEST_MASTER_KEY, type TestDatabase } from '../support/database.ts'
import { Client } from './client.ts'

export type TestBank = {
  readonly url: string
  readonly bank: Bank
  readonly database: TestDatabase
  readonly client: () => Client
  /** A client who has signed in as a new customer. */
  readonly customer: (firstName?: string) => Promise<Client>
  readonly staff: (role: 'teller' | 'approver' | 'auditor') => Promise<Client>
  /** Lets the read models, or those named, catch up with the log, as a worker would. */
  readonly catchUp: (...names: string[]) => Promise<void>
}

export const PASSWORD = 'correct horse battery'

export const startTestBank = async (
  options: {
    config?: Partial<Config>
    parts?: Partial<WebParts>
    /** Hashed as the bank does it, where that is the subject. */
    realPasswords?: boolean
  } = {},
): Promise<TestBank> => {
  if (!options.realPasswords) hashCheaply()
  const database = await createTestDatabase()
  const config: Config = {
    port: 0,
    databaseUrl: database.url,
    authSecret: 'a secret that is long enough for tests',
    masterKey: TEST_MASTER_KEY,
    formerMasterKey: undefined,
    publicUrl: 'http://localhost:3000',
    demo: false,
    bankTimeZone: 'UTC',
    inlineProjection: null,
    development: false,
    distDir: '.next',
    ...options.config,
  }
  const bank = startBank(config, { wake: () => undefined, stop: async () => undefined })
  const web = createWebServer(config, {
    auth: bank.auth,
    api: createApiHandler(bank.services, bank.auth),
    health: createHealth({
      workerConnected: async () => true,
      projectionDelaySeconds: async () => 0,
      projectors: () => projectorHealth(database.sql),
      sealing: () => sealingHealth(database.sql),
      failedJobs: () => countFailedJobs(database.sql),
      parkedMessages: () => countParkedMessages(database.sql),
    }),
    endpoints: createEndpoints(bank),
    drawing: drawingPages(bank.services, bank.auth),
    pages: {
      handle: async (request, response) => {
        response.end(`<p>A page with nonce ${request.headers['x-nonce']}</p>`)
      },
    },
    ...options.parts,
  })
  await new Promise<void>((resolve) => web.server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(web.server.address() as AddressInfo).port}`
  afterAll(async () => {
    await web.stop(0)
    await bank.stop()
  })

  let people = 0
  const client = () => new Client(url)
  return {
    url,
    bank,
    database,
    client,
    customer: async (firstName = 'Alice') => {
      people += 1
      const person = client()
      const email = `${firstName.toLowerCase()}.${people}@example.com`
      const response = await person.post('/api/auth/sign-up/email', {
        email,
        password: PASSWORD,
        firstName,
        lastName: 'Example',
      })
      if (!response.ok) throw new Error(`Signing up failed: ${await response.text()}`)
      return person
    },
    staff: async (role) => {
      people += 1
      const email = `${role}.${people}@example.com`
      await createUser(database, { email, password: PASSWORD, firstName: 'Staff', lastName: role, role })
      const person = client()
      const response = await person.post('/api/auth/sign-in/email', { email, password: PASSWORD })
      if (!response.ok) throw new Error(`Signing in failed: ${await response.text()}`)
      return person
    },
    catchUp: async (...names) => {
      for (const projector of projectors)
        if (names.length === 0 || names.includes(projector.name))
          await drain({ database, readLog: readAll }, projector)
    },
  }
}
