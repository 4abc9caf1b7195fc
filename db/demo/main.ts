/** Fills the demo bank at DATABASE_URL, in a process of its own. Prints one line, or says in one sentence what is wrong. */
import { createUsers } from '../../server/auth/users.ts'
import { type CommandBus, createCommandBus } from '../../server/command-bus/command-bus.ts'
import { loadConfig } from '../../server/config.ts'
import { setMasterKey } from '../../server/event-store/master-key.ts'
import { connect } from '../client.ts'
import { fillDemoBank } from './fill.ts'

const { databaseUrl, masterKey, formerMasterKey, bankTimeZone: timeZone } = loadConfig()
setMasterKey(masterKey, formerMasterKey)

const database = connect(databaseUrl, { applicationName: 'passbook-demo', max: 2 })
let bus: CommandBus | undefined
try {
  const { status, events } = await fillDemoBank({
    database,
    openBus: (ways) => {
      const clock = () => new Date()
      bus = createCommandBus({ sql: database.sql, clock, timeZone, ...ways })
      return bus
    },
    now: new Date(),
    timeZone,
    createUsers: (users) => createUsers(database, users),
    // Whoever has started this process may want to show how far it is.
    onProgress: (done, total) => process.send?.({ done, total }),
  })
  console.log(`Demo bank: ${status}, ${events} events written`)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
} finally {
  await bus?.stop()
  await database.close()
}
