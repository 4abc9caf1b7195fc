/** The doctor's second half, under the pinned Node: everything that needs the project's own code. */
import { say } from '../sentence.mjs'
import { databaseFindings } from './bank.ts'
import { type Finding, printFinding, wrong } from './finding.ts'
import { browserFinding, configurationFinding, diskFinding, portFinding } from './machine.ts'

let isWrong = process.argv.includes('--something-is-wrong')

const look = async (name: string, check: () => Finding | Promise<Finding>): Promise<void> => {
  let finding: Finding
  try {
    finding = await check()
  } catch (error) {
    finding = wrong(say(error), 'see above')
  }
  if (finding.state === 'wrong') isWrong = true
  printFinding(name, finding)
}

await look('Configuration', configurationFinding)
await look('Disk', diskFinding)
await look('Port', portFinding)
await look('Browser', browserFinding)
await databaseFindings(look)

process.exit(isWrong ? 1 : 0)
