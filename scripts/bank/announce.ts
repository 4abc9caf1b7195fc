/** The last thing that a start prints: where the bank is, and who one can be. */
const DEMO_PASSWORD = 'passbook-demo'
const DEMO_USERS = ['customer1', 'customer2', 'teller', 'approver', 'auditor']

export const announce = (
  env: NodeJS.ProcessEnv,
  logsToFiles: boolean,
  print: (text: string) => void,
): void => {
  const url = env.BETTER_AUTH_URL || `http://localhost:${env.PORT || 3000}`
  print(`\nPassbook is open: ${url}`)
  if (env.PASSBOOK_DEMO === '1') {
    print(`\nDemo logins, all with the password ${DEMO_PASSWORD}:`)
    for (const user of DEMO_USERS) print(`  ${user}@demo.passbook.test`)
  }
  if (logsToFiles) print('\nLogs are in .data/logs. Ctrl-C stops everything.')
}
