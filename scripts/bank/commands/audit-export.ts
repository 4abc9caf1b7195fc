/** `audit export`: what the filters leave, as a file. The file has its name only when it is whole. */
import { open as openFile, rename, rm } from 'node:fs/promises'
import { type Command, InvalidArgumentError, Option } from 'commander'
import { type AuditExport, exportAudit } from '../../../server/read-models/audit-trail/export.ts'
import { type AuditFilter, mistakeInRange } from '../../../server/read-models/audit-trail/filter.ts'
import { streamExists } from '../../../server/read-models/audit-trail/queries.ts'
import { type ExportFormat, exportFormats, written } from '../../../server/read-models/audit-trail/written.ts'
import { Sentence } from '../../sentence.mjs'
import type { Open, OpenBank } from '../open-bank.ts'
import { eventType, streamId } from './arguments.ts'

type ExportOptions = Omit<AuditFilter, 'streamId' | 'userId' | 'commandId' | 'correlationId'> & {
  readonly format: ExportFormat
  readonly out: string
  readonly stream?: string
  readonly user?: string
  readonly command?: string
  readonly correlation?: string
}

const instant = (text: string): Date => {
  const at = new Date(text)
  if (/^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:\d\d)$/.test(text) && !Number.isNaN(at.getTime())) return at
  throw new InvalidArgumentError('It must be an ISO 8601 instant, such as 2026-01-31T12:00:00Z.')
}

export const registerAuditExport = (program: Command, open: Open): void => {
  // Other verbs of the topic stand in files of their own.
  const audit =
    program.commands.find((command) => command.name() === 'audit') ??
    program.command('audit').description('who did what, and whether the log is still what was appended')
  audit
    .command('export')
    .description('the audit trail as a file, oldest first; all filters given must hold')
    .addOption(new Option('--format <format>', 'of the file').choices(exportFormats).makeOptionMandatory())
    .requiredOption('--out <file>', 'where to write it; what is there is replaced when the export is whole')
    .option('--stream <streamId>', 'only this stream', streamId)
    .option('--user <userId>', 'only what this person did')
    .option('--command <commandId>', 'only what this command wrote')
    .option('--correlation <correlationId>', 'only what belongs to this')
    .addOption(new Option('--type <type>', 'only events of this type').argParser(eventType))
    .option('--from <instant>', 'not what was written earlier', instant)
    .option('--to <instant>', 'not what was written later', instant)
    .action((options: ExportOptions) => open((bank) => exportTo(bank, options)))
}

const exportTo = async (
  { sql, output, progress, signal }: OpenBank,
  { format, out, stream, user, command, correlation, type, from, to }: ExportOptions,
): Promise<void> => {
  const filter = {
    streamId: stream,
    userId: user,
    commandId: command,
    correlationId: correlation,
    type,
    from,
    to,
  }
  const mistake = mistakeInRange(filter, new Date())
  if (mistake) throw new Sentence(`--${mistake.path} ${mistake.reason}.`)
  if (!(await streamExists(sql, stream))) throw new Sentence(`There is no stream ${stream}.`)

  const whole = await exportAudit(sql, filter)
  const counted = { events: 0 }
  const bar = progress(`Exporting to ${out}`, whole.range.last - whole.range.first + 1)
  const part = `${out}.part`
  const file = await openFile(part, 'w').catch((error: Error) => {
    throw new Sentence(`${out} cannot be written: ${error.message}.`)
  })
  try {
    for await (const text of written(watched(whole, counted, bar.reach), format)) {
      signal.throwIfAborted()
      // Unlike `write` it goes on when the disk takes only a part.
      await file.appendFile(text)
    }
    await file.sync()
    await file.close()
    signal.throwIfAborted()
    await rename(part, out)
  } catch (error) {
    await file.close().catch(() => undefined)
    await rm(part, { force: true })
    throw error
  } finally {
    bar.end()
  }
  await output.value(
    { file: out, format, events: counted.events, version: whole.version },
    () => `${counted.events} events, up to position ${whole.version}, are in ${out}.`,
  )
}

async function* watched(
  { pages, range }: AuditExport,
  counted: { events: number },
  reach: (done: number, text: string) => void,
) {
  for await (const page of pages()) {
    counted.events += page.length
    reach((page.at(-1)?.globalPosition ?? range.first) - range.first + 1, `${counted.events} events`)
    yield page
  }
}
