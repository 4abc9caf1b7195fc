/**
 * Verifies a log without the bank: no database, no network, two files.
 *
 *     node docs/examples/verify-seals.ts seals.jsonl log.jsonl
 *
 * The seals should come from where nobody who can write to the bank's database can write. Exit code 0 when the log is
 * what was sealed, 1 with a line for each finding when it is not, 2 when a file cannot be read.
 */
import { linesOfFile, logOfLines, sealsOf } from '../../server/event-store/seals/files.ts'
import { verifyLog } from '../../server/event-store/seals/verify.ts'

const [sealsFile, logFile] = process.argv.slice(2)
if (!sealsFile || !logFile) {
  console.error('Usage: node verify-seals.ts <seals.jsonl> <log.jsonl>')
  process.exit(2)
}

try {
  const { findings, to, hash } = await verifyLog({
    log: logOfLines(linesOfFile(logFile)),
    seals: sealsOf(linesOfFile(sealsFile)),
  })
  for (const { kind, position, to: last, streamId, detail } of findings)
    console.log(
      `${kind}: ${position === last ? position : `${position}-${last}`} ${streamId ?? ''} ${detail}`,
    )
  console.log(`${findings.length} findings in events 1 to ${to}; their hash is ${hash}`)
  process.exitCode = findings.length > 0 ? 1 : 0
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 2
}
