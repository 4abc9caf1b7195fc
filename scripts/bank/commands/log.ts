/** `log tail`: the newest events, or all from a position on, and with `--follow` those still to come. */
import { setTimeout as delay } from 'node:timers/promises'
import { type Command, Option } from 'commander'
import type { Sql } from '../../../db/client.ts'
import type { StoredBankEvent } from '../../../server/domain/events.ts'
import { readAll, readHead } from '../../../server/event-store/read.ts'
import { Sentence } from '../../sentence.mjs'
import type { Open, OpenBank } from '../open-bank.ts'
import { eventType, wholeNumber } from './arguments.ts'
import { eventJson, eventLine } from './event-line.ts'

type TailOptions = {
  readonly follow?: true
  readonly from?: number
  readonly type?: string
  readonly last: number
}

const PAGE = 1_000
const LOOK_EVERY_MS = 200

export const registerLog = (program: Command, open: Open): void => {
  const log = program.command('log').description('the event log as a whole')
  log
    .command('tail')
    .description('the newest events, oldest first')
    .option('-f, --follow', 'go on with those still to come, until Ctrl-C')
    .option('--from <position>', 'all from this position on', wholeNumber(1))
    .addOption(
      new Option('--last <count>', 'how many of the newest, without --from')
        .argParser(wholeNumber(0, 10_000))
        .default(20)
        .conflicts('from'),
    )
    .option('--type <type>', 'only events of this type', eventType)
    .action((options: TailOptions) => open((bank) => tail(bank, options)))
}

const tail = async ({ sql, output, signal }: OpenBank, { follow, from, type, last }: TailOptions) => {
  const head = await readHead(sql)
  if (from !== undefined && from > head + 1)
    throw new Sentence(`--from ${from} is beyond the log's head, which is ${head}.`)
  const show = async (events: readonly StoredBankEvent[]) => {
    for (const event of events) {
      if (signal.aborted) return
      if (type === undefined || event.type === type)
        await output.line(eventJson(event), () => eventLine(event))
    }
  }

  if (from === undefined) await show(await newest(sql, { head, type, last, signal }))
  let reached = from === undefined ? head : from - 1
  let end = head
  while (!signal.aborted) {
    while (reached < end && !signal.aborted) {
      const upTo = Math.min(reached + PAGE, end)
      await show(await readAll(sql, { after: reached, limit: PAGE, upTo }))
      reached = upTo
    }
    if (!follow) return
    // An aborted wait is how following ends.
    await delay(LOOK_EVERY_MS, undefined, { signal }).catch(() => undefined)
    end = signal.aborted ? end : await readHead(sql)
  }
}

/** Looks backwards, a page at a time, until as many as wanted are found. */
const newest = async (
  sql: Sql,
  { head, type, last, signal }: { head: number; type: string | undefined; last: number; signal: AbortSignal },
): Promise<StoredBankEvent[]> => {
  let found: StoredBankEvent[] = []
  const page = type === undefined ? Math.max(1, last) : PAGE
  for (let upTo = head; upTo > 0 && found.length < last && !signal.aborted; upTo -= page) {
    const events = await readAll(sql, { after: Math.max(0, upTo - page), limit: page, upTo })
    found = [...events.filter((event) => type === undefined || event.type === type), ...found]
  }
  return last === 0 ? [] : found.slice(-last)
}
