/** The whole command line in one tree: each topic is a file here and a line below. */
import { Command, type OutputConfiguration } from 'commander'
import type { Open } from '../open-bank.ts'
import { registerArchive } from './archive.ts'
import { registerAuditExport } from './audit-export.ts'
import { registerAuditVerify } from './audit-verify.ts'
import { registerCustomers } from './customers.ts'
import { registerDeadLetters } from './dead-letters.ts'
import { registerFeed } from './feed.ts'
import { registerLog } from './log.ts'
import { registerProjections } from './projections.ts'
import { registerSnapshots } from './snapshots.ts'
import { registerStream } from './stream.ts'

const topics = [
  registerArchive,
  registerAuditExport,
  registerAuditVerify,
  registerCustomers,
  registerDeadLetters,
  registerFeed,
  registerLog,
  registerProjections,
  registerSnapshots,
  registerStream,
]

/** `output`: where help and complaints go. */
export const createProgram = (open: Open, output: OutputConfiguration): Command => {
  const program = new Command('bank')
    .description('Looks into the bank and looks after it.')
    .usage('<topic> <verb> [options]')
    .option('--json', 'one JSON value on standard output, or one a line where there are many')
    .showSuggestionAfterError()
    // Thrown instead, so that everything that is open gets closed. Subcommands inherit it.
    .exitOverride()
    .configureOutput(output)
  for (const register of topics) register(program, open)
  return program
}
