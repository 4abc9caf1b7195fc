/** `dead-letters`: what read models could not take in, and what to do about it. */
import { userInfo } from 'node:os'
import { type Command, InvalidArgumentError } from 'commander'
import { listFailedJobs } from '../../../server/read-models/dead-letters/failed-jobs.ts'
import {
  type DeadLetter,
  getDeadLetter,
  listDeadLetters,
} from '../../../server/read-models/dead-letters/queries.ts'
import {
  AlreadyResolved,
  BeingRebuilt,
  DeadLetterNotFound,
  type Resolution,
  retryDeadLetter,
  skipDeadLetter,
} from '../../../server/read-models/dead-letters/resolve.ts'
import type { ParkedStatus } from '../../../server/read-models/dead-letters/table.ts'
import { projectors } from '../../../server/read-models/registry.ts'
import { Sentence } from '../../sentence.mjs'
import type { Open, OpenBank } from '../open-bank.ts'
import { wholeNumber } from './arguments.ts'

type ListOptions = { readonly projector?: string; readonly status: ParkedStatus; readonly key?: string }

const PAGE = 200

export const registerDeadLetters = (program: Command, open: Open): void => {
  const letters = program.command('dead-letters').description('what the read models could not take in')
  const id = wholeNumber(1)
  letters
    .command('list')
    .description('those that are parked, oldest first')
    .option('--projector <name>', 'only of this projector', projectorName)
    .option('--status <status>', 'parked, applied or skipped', statusName, 'parked')
    .option('--key <key>', 'only those that block this key')
    .action((options: ListOptions) => open((bank) => list(bank, options)))
  letters
    .command('show')
    .description('one of them, with the event as it is stored')
    .argument('<id>', 'as in the list', id)
    .action((given: number) => open((bank) => show(bank, given)))
  letters
    .command('retry')
    .description('tries it again, and those behind it')
    .argument('<id>', 'as in the list', id)
    .action((given: number) =>
      open((bank) => decide(bank, () => retryDeadLetter(bank.sql, given, { by: operator() }))),
    )
  letters
    .command('skip')
    .description('leaves it out for good, and tries those behind it')
    .argument('<id>', 'as in the list', id)
    .requiredOption('--reason <text>', 'why, for the record', reasonText)
    .action((given: number, { reason }: { readonly reason: string }) =>
      open((bank) => decide(bank, () => skipDeadLetter(bank.sql, given, { by: operator(), reason }))),
    )
  letters
    .command('jobs')
    .description('jobs of the worker that have failed for good, newest first')
    .option('--limit <count>', 'how many at most', wholeNumber(1, 10_000), 50)
    .action((options: { readonly limit: number }) => open((bank) => jobs(bank, options)))
}

const projectorName = (text: string): string => {
  const names: string[] = projectors.map(({ name }) => name)
  if (names.includes(text)) return text
  throw new InvalidArgumentError(`It must be one of ${names.join(', ')}.`)
}

const statusName = (text: string): ParkedStatus => {
  if (text === 'parked' || text === 'applied' || text === 'skipped') return text
  throw new InvalidArgumentError('It must be parked, applied or skipped.')
}

const reasonText = (text: string): string => {
  const reason = text.trim()
  if (reason !== '' && reason.length <= 500) return reason
  throw new InvalidArgumentError('It must have 1 to 500 characters.')
}

/** Whoever may start the command line acts as the bank's operator; the record says who that was here. */
const operator = (): string => {
  try {
    return `operator:${userInfo().username}`
  } catch {
    // In a container a process may run as a user that nobody has a name for.
    return 'operator'
  }
}

const list = async ({ sql, output, signal }: OpenBank, options: ListOptions) => {
  for (let cursor: string | null = null; !signal.aborted; ) {
    const page: Awaited<ReturnType<typeof listDeadLetters>> = await listDeadLetters(sql, {
      ...options,
      limit: PAGE,
      cursor,
    })
    if (cursor === null && page.data.length === 0)
      return output.none(`No dead letter is ${options.status}${isNarrowed(options) ? ' there' : ''}.`)
    for (const letter of page.data) await output.line(letter, () => lineOf(letter))
    cursor = page.nextCursor
    if (cursor === null) return
  }
}

const isNarrowed = ({ projector, key }: ListOptions) => projector !== undefined || key !== undefined

const lineOf = (letter: DeadLetter): string =>
  [
    `#${letter.id}`,
    letter.projector,
    `at ${letter.position}`,
    letter.type,
    letter.streamId,
    letter.behind === null ? `${letter.error?.name}: ${letter.error?.message}` : `behind ${letter.behind}`,
    ...(letter.resolvedBy === null ? [] : [`${letter.status} by ${letter.resolvedBy}`]),
    ...(letter.reason === null ? [] : [`“${letter.reason}”`]),
  ].join('  ')

const show = async ({ sql, output }: OpenBank, id: number) => {
  const letter = await known(() => getDeadLetter(sql, id))
  await output.value(letter, () =>
    [
      lineOf(letter),
      ...(letter.error?.stack ? [letter.error.stack] : []),
      `${letter.tries} tries; ${letter.waiting} wait behind it; keys ${letter.keys.join(', ')}`,
      `stored as version ${letter.schemaVersion}: ${JSON.stringify(letter.data)}`,
    ].join('\n'),
  )
}

const decide = async ({ output }: OpenBank, act: () => Promise<Resolution>) => {
  const result = await known(act)
  await output.value(result, () => {
    const applied = `${result.applied} ${result.applied === 1 ? 'event' : 'events'} applied`
    return result.error === null
      ? `${applied}.`
      : `${applied}; ${result.parked} still parked, because of ${result.error.name}: ${result.error.message}`
  })
}

const known = async <Result>(work: () => Promise<Result>): Promise<Result> => {
  try {
    return await work()
  } catch (error) {
    const isAnswer = [AlreadyResolved, BeingRebuilt, DeadLetterNotFound].some((kind) => error instanceof kind)
    throw isAnswer && error instanceof Error ? new Sentence(`${error.message}.`) : error
  }
}

const jobs = async ({ sql, output }: OpenBank, { limit }: { readonly limit: number }) => {
  let left = limit
  for (let cursor: string | null = null; left > 0; ) {
    const page: Awaited<ReturnType<typeof listFailedJobs>> = await listFailedJobs(sql, {
      limit: Math.min(left, PAGE),
      cursor,
    })
    if (cursor === null && page.data.length === 0) return output.none('No job has failed for good.')
    for (const job of page.data)
      await output.line(job, () =>
        [job.failedAt, job.queue, `after ${job.tries} tries`, job.error ?? ''].join('  ').trimEnd(),
      )
    left -= page.data.length
    cursor = page.nextCursor
    if (cursor === null) return
  }
}
