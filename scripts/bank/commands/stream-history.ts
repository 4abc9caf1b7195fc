/** `stream at`, `replay` and `find`: a stream's past. */
import type { Command } from 'commander'
import { type Condition, conditionSchema } from '../../../server/domain/condition.ts'
import {
  BeyondHistory,
  findFirst,
  findStream,
  type Moment,
  NoSuchStream,
  type ReplayedStep,
  replay,
  type StateChange,
  stateAt,
} from '../../../server/event-store/history.ts'
import { Sentence } from '../../sentence.mjs'
import type { Open, OpenBank } from '../open-bank.ts'
import { columnsOf } from '../output.ts'
import { instant, streamId, wholeNumber } from './arguments.ts'
import { eventJson, eventLine } from './event-line.ts'

export const registerStreamHistory = (stream: Command, open: Open): void => {
  stream
    .command('at')
    .description('its state at a moment: give exactly one of the three')
    .argument('<streamId>', 'such as BankAccount-0196…', streamId)
    .option('--position <streamPosition>', 'after this event of its own', wholeNumber(0))
    .option('--global <position>', 'after this position of the log', wholeNumber(1))
    .option('--time <instant>', 'at this instant, such as 2026-01-31T12:00:00Z', instant)
    .action((id: string, options: AtOptions, command: Command) => {
      const moment = momentOf(options, command)
      return open((bank) => at(bank, id, moment))
    })
  stream
    .command('replay')
    .description('event by event: what each one changed')
    .argument('<streamId>', 'such as BankAccount-0196…', streamId)
    .option('--from <streamPosition>', 'the first event to show', wholeNumber(0), 0)
    .option('--limit <count>', 'how many at most; all when left out', wholeNumber(1))
    .action((id: string, options: ReplayOptions) => open((bank) => walk(bank, id, options)))
  stream
    .command('find')
    .description('the first event after which something holds')
    .argument('<streamId>', 'such as BankAccount-0196…', streamId)
    .argument('<condition...>', '"balance below 0", "status becomes frozen", or "frozen" for short')
    .option('--from <streamPosition>', 'the first event to look at', wholeNumber(0), 0)
    .action((id: string, words: string[], { from }: { readonly from: number }, command: Command) => {
      const condition = conditionOf(words, command)
      return open((bank) => find(bank, id, condition, from))
    })
}

type AtOptions = { readonly position?: number; readonly global?: number; readonly time?: Date }
type ReplayOptions = { readonly from: number; readonly limit?: number }

const momentOf = ({ position, global, time }: AtOptions, command: Command): Moment => {
  const moments = [
    ...(position === undefined ? [] : [{ streamPosition: position }]),
    ...(global === undefined ? [] : [{ globalPosition: global }]),
    ...(time === undefined ? [] : [{ at: time }]),
  ]
  const [moment] = moments
  if (!moment || moments.length > 1)
    return command.error('error: give exactly one of --position, --global and --time')
  return moment
}

/** `balance below zero` or, in one word, a status that is reached. */
const conditionOf = (words: readonly string[], command: Command): Condition => {
  const [path = '', is = '', ...value] = words.flatMap((word) => word.trim().split(/\s+/))
  const given =
    is === ''
      ? { path: 'status', is: 'equals', value: path }
      : { path, is, value: typedValue(value.join(' ')) }
  const parsed = conditionSchema.safeParse(given)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  return command.error(`error: the condition's ${issue?.path.join('.')} ${issue?.message}`)
}

const typedValue = (text: string) =>
  text === 'zero' ? '0' : text === 'true' ? true : text === 'false' ? false : text

/** A bar while the events before the first one of interest are folded. */
const foldingBar = ({ progress, signal }: OpenBank, title: string, total: number) => {
  const bar = progress(title, total)
  return { bar, watching: { signal, onReached: (reached: number) => bar.reach(reached, `event ${reached}`) } }
}

const at = async (bank: OpenBank, id: string, moment: Moment) => {
  const stream = await findStream(bank.sql, id).catch(inWords)
  const { bar, watching } = foldingBar(bank, 'Folding', stream.end)
  try {
    const past = await stateAt(bank.sql, stream, { moment, now: new Date(), ...watching }).catch(inWords)
    bar.end()
    const { event, state, streamPosition } = past
    const answer = {
      streamId: id,
      streamPosition,
      position: event?.globalPosition ?? null,
      at: event?.createdAt.toISOString() ?? null,
      state,
    }
    await bank.output.value(answer, () =>
      columnsOf([
        ['after', event ? eventLine(event).trim() : 'nothing yet'],
        ['state', JSON.stringify(state)],
      ]),
    )
  } finally {
    bar.end()
  }
}

const walk = async (
  bank: OpenBank,
  id: string,
  { from, limit = Number.POSITIVE_INFINITY }: ReplayOptions,
) => {
  const stream = await findStream(bank.sql, id).catch(inWords)
  if (from > stream.end)
    throw new Sentence(`--from ${from} is beyond the last event of ${id}, which is ${stream.end}.`)
  const end = Math.min(stream.end, from - 1 + limit)
  const { bar, watching } = foldingBar(bank, 'Folding', from)
  try {
    for await (const step of replay(bank.sql, { ...stream, end }, { after: from - 1, ...watching })) {
      if (step.event.streamPosition === from) bar.end()
      if (bank.signal.aborted) return
      await bank.output.line(stepJson(step), () => stepLines(step))
    }
  } finally {
    bar.end()
  }
}

const find = async (bank: OpenBank, id: string, condition: Condition, from: number) => {
  const stream = await findStream(bank.sql, id).catch(inWords)
  if (from > stream.end)
    throw new Sentence(`--from ${from} is beyond the last event of ${id}, which is ${stream.end}.`)
  const { bar, watching } = foldingBar(bank, 'Searching', stream.end)
  try {
    const search = { condition, after: from - 1, atMost: Number.POSITIVE_INFINITY, ...watching }
    const { found, searched } = await findFirst(bank.sql, stream, search).catch(inWords)
    bar.end()
    await bank.output.value(found ? stepJson(found) : null, () =>
      found ? stepLines(found) : `It does not hold after any event up to ${searched}.`,
    )
  } finally {
    bar.end()
  }
}

const stepJson = ({ event, ...step }: ReplayedStep) => ({ event: eventJson(event), ...step })

const stepLines = ({ event, changes }: ReplayedStep): string =>
  [eventLine(event), ...changes.map((change) => `${' '.repeat(11)}${changeLine(change)}`)].join('\n')

const changeLine = ({ path, kind, was, is }: StateChange): string => {
  switch (kind) {
    case 'added':
      return `+ ${path}: ${JSON.stringify(is)}`
    case 'removed':
      return `- ${path}: ${JSON.stringify(was)}`
    case 'changed':
      return `~ ${path}: ${JSON.stringify(was)} → ${JSON.stringify(is)}`
  }
}

/** What the API calls these, as they are called here. */
const OPTIONS: Readonly<Record<string, string>> = {
  streamPosition: '--position',
  globalPosition: '--global',
  at: '--time',
}

/** What there is no answer to is the person's to mend, and no fault. */
const inWords = (error: unknown): never => {
  if (error instanceof BeyondHistory)
    throw new Sentence(`${OPTIONS[error.field] ?? `the ${error.field}`} ${error.reason}.`)
  if (!(error instanceof NoSuchStream)) throw error
  throw new Sentence(error.message.endsWith('.') ? error.message : `${error.message}.`)
}
