/** A batch never ends inside one command's events. */
import { expect, test } from 'vitest'
import type { Sql } from '../../db/client.ts'
import type { AccountId } from '../../server/domain/ids.ts'
import { readBatch, withoutCutOffCommand } from '../../server/read-models/batch.ts'
import { stored } from './stored-events.ts'

/** `'aab'` is a log of three events: two of command a and one of command b. */
const logOf = (commands: string) =>
  [...commands].map((commandId, index) =>
    stored(
      { type: 'AccountFrozen', data: { accountId: 'a' as AccountId, reason: 'r' } },
      index + 1,
      commandId,
    ),
  )
const commandsOf = (events: readonly { metadata: { commandId: string } }[]) =>
  events.map(({ metadata }) => metadata.commandId).join('')

const batchOf = async (commands: string, { after = 0, size }: { after?: number; size: number }) => {
  const log = logOf(commands)
  const { events, isLast } = await readBatch(
    {} as Sql,
    async (_, range) => log.slice(range.after, range.after + range.limit),
    { after, size },
  )
  return [commandsOf(events), isLast]
}

test.each([
  ['the last command is left for the next batch', 'aaabbb', 0, 5, 'aaa', false],
  ['though it may be whole', 'aaabbb', 0, 6, 'aaa', false],
  ['a batch that one command fills is given when more is known', 'aaabbb', 0, 3, 'aaa', false],
  ['a short batch is the end of the log', 'aaabbb', 0, 7, 'aaabbb', true],
  ['one command larger than a batch is read whole', 'aaaaaaa', 0, 2, 'aaaaaaa', true],
  ['and given without the next one', 'aaaaabbbbb', 0, 2, 'aaaaa', false],
  ['it goes on from where it was', 'aaabbbccc', 3, 4, 'bbb', false],
  ['an empty log', '', 0, 4, '', true],
  ['nothing new', 'aaa', 3, 4, '', true],
])('%s', async (_, commands, after, size, expected, isLast) => {
  expect(await batchOf(commands, { after, size })).toEqual([expected, isLast])
})

test('a batch of one command has no whole command before it', () => {
  expect(withoutCutOffCommand(logOf('aaa'))).toEqual([])
})
