/**
 * `audit verify` and `audit seals`: whether the log is what was appended, and what is needed to ask that elsewhere.
 * A finding is exit code 1.
 */
import { open as openFile, rename, rm } from 'node:fs/promises'
import type { Command } from 'commander'
import { logToVerify, rawEventsTo, sealsFrom } from '../../../server/event-store/seals/bank-log.ts'
import { canonicalEvent } from '../../../server/event-store/seals/chain.ts'
import { linesOfFile, sealLine, sealsOf } from '../../../server/event-store/seals/files.ts'
import type { Finding } from '../../../server/event-store/seals/findings.ts'
import { UnreadableLine } from '../../../server/event-store/seals/raw-line.ts'
import { readSealHead } from '../../../server/event-store/seals/seals.ts'
import { type Verification, verifyLog } from '../../../server/event-store/seals/verify.ts'
import { Sentence } from '../../sentence.mjs'
import type { Open, OpenBank } from '../open-bank.ts'
import { columnsOf } from '../output.ts'
import { wholeNumber } from './arguments.ts'

type VerifyOptions = { readonly seals?: string; readonly from?: number; readonly to?: number }
type SealsOptions = { readonly out?: string; readonly logOut?: string }

export const registerAuditVerify = (program: Command, open: Open): void => {
  // Other verbs of the topic stand in files of their own.
  const audit =
    program.commands.find((command) => command.name() === 'audit') ??
    program.command('audit').description('who did what, and whether the log is still what was appended')
  audit
    .command('verify')
    .description(
      'holds the log against its seals, and names every event that was edited, removed or inserted',
    )
    .option('--seals <file>', 'seals that were exported before, which are believed more than the bank’s own')
    .option('--from <position>', 'only from here on', wholeNumber(1))
    .option('--to <position>', 'only up to here', wholeNumber(1))
    .action((options: VerifyOptions) => open((bank) => verify(bank, options)))
  audit
    .command('seals')
    .description('how far the log is sealed, and by what hash')
    .option('--out <file>', 'write all seals there, as JSON Lines')
    .option('--log-out <file>', 'write the sealed events there as they are stored, as JSON Lines')
    .action((options: SealsOptions) => open((bank) => exportSeals(bank, options)))
}

const verify = async (bank: OpenBank, { seals: file, from = 1, to }: VerifyOptions): Promise<void> => {
  const { sql, output, progress, signal } = bank
  const { position: sealed, head } = await readSealHead(sql)
  if (file !== undefined && from > 1) throw new Sentence('--seals and --from do not go together.')
  if (from > Math.max(1, sealed))
    throw new Sentence(`--from ${from} is beyond the last seal, which ends at ${sealed}.`)
  if (to !== undefined && to > head)
    throw new Sentence(`--to ${to} is beyond the log's head, which is ${head}.`)
  if (to !== undefined && to < from) throw new Sentence(`--to ${to} is before --from ${from}.`)
  const bar = progress('Verifying', (to ?? sealed) - from + 1)
  try {
    const { unsealed, ...verified } = await verifyLog({
      log: await logToVerify(sql),
      seals: sealsFrom(sql, from),
      trusted: file === undefined ? undefined : sealsOf(linesOfFile(file)),
      from,
      to,
      signal,
      onProgress: (checked) => bar.reach(checked - from + 1, `event ${checked}`),
    }).catch((error: unknown) => {
      throw unreadable(error, file)
    })
    bar.end()
    // Where only a part was looked at, what follows it may well be sealed.
    const verification = { ...verified, unsealed: Math.min(unsealed, Math.max(0, head - sealed)) }
    await output.value(verification, () => report(verification))
    if (verification.findings.length > 0) throw new Sentence('The log is not what was sealed.')
  } finally {
    bar.end()
  }
}

const exportSeals = async (bank: OpenBank, { out, logOut }: SealsOptions): Promise<void> => {
  const { sql, output } = bank
  const head = await readSealHead(sql)
  if (out !== undefined)
    await write(bank, out, head.position, async function* () {
      for await (const seal of sealsFrom(sql, 1, head.position)) yield [sealLine(seal), seal.to]
    })
  if (logOut !== undefined)
    await write(bank, logOut, head.position, async function* () {
      for await (const event of rawEventsTo(sql, head.position))
        yield [canonicalEvent(event), event.globalPosition]
    })
  await output.value(head, () =>
    head.position === 0
      ? 'Nothing is sealed yet.'
      : `Sealed up to event ${head.position} of ${head.head} at ${head.sealedAt}\n${head.hash}`,
  )
}

/** Whole or not at all. */
const write = async (
  { progress, signal }: OpenBank,
  path: string,
  total: number,
  lines: () => AsyncIterable<[string, number]>,
): Promise<void> => {
  const unfinished = `${path}.unfinished`
  const bar = progress(`Writing ${path}`, total)
  const file = await openFile(unfinished, 'w').catch(() => {
    throw new Sentence(`${path} cannot be written.`)
  })
  try {
    let text = ''
    for await (const [line, position] of lines()) {
      signal.throwIfAborted()
      text += `${line}\n`
      if (text.length < 1_000_000) continue
      // Unlike `write` it goes on when the disk takes only a part.
      await file.appendFile(text)
      text = ''
      bar.reach(position)
    }
    await file.appendFile(text)
    await file.sync()
    await rename(unfinished, path)
  } finally {
    bar.end()
    await file.close()
    await rm(unfinished, { force: true })
  }
}

const unreadable = (error: unknown, path: string | undefined): unknown => {
  if (error instanceof UnreadableLine) return new Sentence(`${path}: ${error.message}.`)
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
    return new Sentence(`There is no file ${path}.`)
  return error
}

const report = ({ findings, from, to, hash, unsealed, isComplete }: Verification): string => {
  const checked =
    to < from ? 'Nothing is sealed yet.' : `Events ${from} to ${to} were held against their seals.\n${hash}`
  const tail =
    unsealed > 0 ? `${unsealed} of the newest ${unsealed === 1 ? 'is' : 'are'} in no seal yet.` : undefined
  const found =
    findings.length === 0
      ? 'Nothing was edited, removed, inserted or moved.'
      : columnsOf(findings.map((finding) => rowOf(finding)))
  const rest = isComplete ? undefined : 'There is more wrong after that.'
  return [checked, tail, found, rest].filter((line) => line !== undefined).join('\n')
}

const rowOf = ({ kind, position, to, streamId, detail }: Finding): string[] => [
  kind,
  position === to ? `event ${position}` : `events ${position} to ${to}`,
  streamId ?? '',
  detail,
]
