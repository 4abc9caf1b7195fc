/** The last thing that a start prints: where the bank is, and who one can be. */
import { relative } from 'node:path'
import { connect } from '../../db/client.ts'
import { DEMO_PASSWORD } from '../../db/demo/people.ts'
import { demoUsers } from '../../server/auth/users.ts'
import { logsDir } from '../root.mjs'

export const announce = async (
  env: NodeJS.ProcessEnv,
  logsToFiles: boolean,
  print: (text: string) => void,
): Promise<void> => {
  print(`\nPassbook is open: ${env.BETTER_AUTH_URL || `http://localhost:${env.PORT || 3000}`}`)
  if (env.PASSBOOK_DEMO === '1') {
    print(`\nDemo logins, all with the password ${DEMO_PASSWORD}:`)
    for (const { email, name, role } of await logins(env)) print(`  ${email.padEnd(32)} ${name}, ${role}`)
  }
  if (logsToFiles) print(`\nLogs are in ${relative(process.cwd(), logsDir)}. Ctrl-C stops everything.`)
}

const logins = async (env: NodeJS.ProcessEnv) => {
  const database = connect(env.DATABASE_URL ?? '', { applicationName: 'start', max: 1 })
  try {
    return await demoUsers(database)
  } finally {
    await database.close()
  }
}
