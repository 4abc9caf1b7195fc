/** The doctor's second half, under the pinned Node: everything that needs the project's own code. */
import { databaseFindings } from './bank.ts'
import { type Check, findingsOf, printFinding } from './finding.ts'
import { browserFinding, configurationFinding, diskFinding, portFinding } from './machine.ts'

let isWrong = process.argv.includes('--something-is-wrong')

const look = async (name: string, check: Check): Promise<void> => {
  for (const finding of await findingsOf(check)) {
    if (finding.state === 'wrong') isWrong = true
    printFinding(name, finding)
  }
}

await look('Configuration', configurationFinding)
await look('Disk', diskFinding)
await look('Port', portFinding)
await look('Browser', browserFinding)
await databaseFindings(look)

process.exit(isWrong ? 1 : 0)
