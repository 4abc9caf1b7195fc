/** `stream`: one account's, transfer's or customer's events, and what they came to. */
import type { Command } from 'commander'
import { readStream } from '../../../server/event-store/read.ts'
import { Sentence } from '../../sentence.mjs'
import type { Open, OpenBank } from '../open-bank.ts'
import { streamId, wholeNumber } from './arguments.ts'
import { eventJson, eventLine } from './event-line.ts'
import { registerStreamHistory } from './stream-history.ts'

const PAGE = 1_000

export const registerStream = (program: Command, open: Open): void => {
  const stream = program.command('stream').description('one stream: an account, a transfer or a customer')
  stream
    .command('show')
    .description('its events, oldest first')
    .argument('<streamId>', 'such as BankAccount-0196…', streamId)
    .option('--from <position>', 'the first stream position to show', wholeNumber(0), 0)
    .option('--limit <count>', 'how many at most; all when left out', wholeNumber(1))
    .action((id: string, options: ShowOptions) => open((bank) => show(bank, id, options)))
  registerStreamHistory(stream, open)
}

type ShowOptions = { readonly from: number; readonly limit?: number }

const show = async (
  { sql, output, signal }: OpenBank,
  id: string,
  { from, limit = Infinity }: ShowOptions,
) => {
  const [first] = await readStream(sql, id, { limit: 1 })
  if (!first) throw new Sentence(`There is no stream ${id}.`)
  let shown = 0
  while (shown < limit && !signal.aborted) {
    const page = Math.min(PAGE, limit - shown)
    const events = await readStream(sql, id, { after: from - 1 + shown, limit: page })
    if (shown === 0 && events.length === 0) throw new Sentence(`--from ${from} is beyond the end of ${id}.`)
    for (const event of events) {
      if (signal.aborted) return
      await output.line(eventJson(event), () => eventLine(event))
    }
    shown += events.length
    if (events.length < page) return
  }
}
