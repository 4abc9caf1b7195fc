/** The command line as a person or a program meets it: what it prints, and how it ends. */
import { beforeAll, describe, expect, test } from 'vitest'
import { accountStream } from '../../server/domain/ids.ts'
import { append } from '../../server/event-store/append.ts'
import { createTestDatabase } from '../support/database.ts'
import { accountEvents, batchOf, newAccount } from '../support/log.ts'
import { jsonLines, runCommand, startCommand } from './bank-process.ts'

const database = await createTestDatabase()
const alice = newAccount()
const stream = accountStream(alice.accountId)
const bank = (...args: string[]) => runCommand(database.url, ...args)

beforeAll(async () => {
  await append(database.sql, batchOf(accountEvents(alice, { count: 30 })))
})

describe('log tail', () => {
  test('shows the newest events, oldest first', async () => {
    const { code, stdout, stderr } = await bank('log', 'tail', '--json')
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    const events = jsonLines(stdout)
    expect(events.map(({ position }) => position)).toEqual(Array.from({ length: 20 }, (_, i) => 11 + i))
    expect(events.at(-1)).toMatchObject({
      streamId: stream,
      streamPosition: 29,
      type: 'MoneyDeposited',
      data: {
        money: { amount: '1.00', currency: 'USD' },
        balanceAfter: { amount: '29.00', currency: 'USD' },
      },
      at: '2026-01-01T12:00:00.000Z',
      userId: 'ada',
    })
  })

  test('finds the newest of a type, however far back', async () => {
    const { stdout } = await bank('log', 'tail', '--type', 'AccountOpened', '--json')
    expect(jsonLines(stdout).map(({ position }) => position)).toEqual([1])
  })

  test('begins at a position when told so, and says it in lines for people', async () => {
    const { stdout } = await bank('log', 'tail', '--from', '29')
    expect(stdout.trim().split('\n')).toHaveLength(2)
    expect(stdout).toContain(`${stream}#28  MoneyDeposited`)
  })

  test('follows what is written, until Ctrl-C ends it with 130', async () => {
    const other = newAccount()
    const following = startCommand(database.url, ['log', 'tail', '--follow', '--last', '1'])
    await following.says(new RegExp(`${stream}#29`))
    await append(database.sql, batchOf(accountEvents(other)))
    await following.says(new RegExp(`${accountStream(other.accountId)}#0`))
    following.child.kill('SIGINT')
    expect(await following.ended).toMatchObject({ code: 130, stderr: '' })
  })

  test('ends well when whoever reads it has seen enough', async () => {
    const following = startCommand(database.url, ['log', 'tail', '--follow'])
    await following.says(/#29/)
    following.child.stdout.destroy()
    await append(database.sql, batchOf(accountEvents(newAccount())))
    expect(await following.ended).toMatchObject({ code: 0, stderr: '' })
  })
})

describe('stream show', () => {
  test('shows a stream from a position on', async () => {
    const { stdout } = await bank('stream', 'show', stream, '--from', '3', '--limit', '2', '--json')
    expect(jsonLines(stdout).map(({ streamPosition }) => streamPosition)).toEqual([3, 4])
  })
})

describe('a mistake is said in one sentence', () => {
  const nowhere = accountStream(newAccount().accountId)
  test.each<[string[], number, string]>([
    [['stream', 'show', nowhere], 1, `There is no stream ${nowhere}.`],
    [['stream', 'show', stream, '--from', '30'], 1, `--from 30 is beyond the end of ${stream}.`],
    [['log', 'tail', '--from', '9999'], 1, "--from 9999 is beyond the log's head"],
    [['log', 'tail', '--from', '9', '--last', '1'], 2, "cannot be used with option '--from <position>'"],
    [['log', 'tail', '--from', 'x'], 2, 'It must be a whole number, at least 1.'],
    [['log', 'tail', '--type', 'Payed'], 2, 'It must be one of AccountOpened'],
    [['stream', 'show', 'alice'], 2, 'It must be an aggregate, a dash and a UUID'],
    [['lgo', 'tail'], 2, '(Did you mean log?)'],
    [['log', 'tail', '--wrong'], 2, "unknown option '--wrong'"],
  ])('%j', async (args, expected, sentence) => {
    const { code, stdout, stderr } = await bank(...args)
    expect(stderr).toContain(sentence)
    expect(stderr).not.toMatch(/\.ts:|^\s+at /m)
    expect({ code, stdout }).toEqual({ code: expected, stdout: '' })
  })

  test('a database that cannot be reached, without its password', async () => {
    const { code, stderr } = await runCommand('postgres://me:hidden@127.0.0.1:1/bank', 'log', 'tail')
    expect(code).toBe(1)
    expect(stderr.trim().split('\n')).toHaveLength(1)
    expect(stderr).not.toContain('hidden')
  })

  test('a database without the bank in it', async () => {
    const empty = await createTestDatabase({ migrated: false })
    const { code, stderr } = await runCommand(empty.url, 'log', 'tail')
    expect(code).toBe(1)
    expect(stderr).toMatch(/migrations are not applied: npm start applies them\.$/m)
  })
})

test('help is no mistake', async () => {
  const { code, stdout } = await bank('log', 'tail', '--help')
  expect(code).toBe(0)
  expect(stdout).toContain('--follow')
})

test.each([
  [['dead-letters', 'list'], 'No dead letter is parked.\n'],
  [['dead-letters', 'list', '--json'], ''],
])('%j says that there is nothing to people, and nothing to a program', async (args, stdout) => {
  expect(await bank(...args)).toEqual({ code: 0, stdout, stderr: '' })
})

describe('snapshots', () => {
  test('are taken by hand, listed, and swept', async () => {
    const taken = await bank('snapshots', 'take', stream, '--json')
    expect(JSON.parse(taken.stdout)).toMatchObject({
      streamId: stream,
      streamPosition: 29,
      state: { status: 'open', balance: { amount: '29.00', currency: 'USD' } },
    })
    const listed = await bank('snapshots', 'list', '--json')
    expect(jsonLines(listed.stdout)).toMatchObject([{ streamId: stream, streamPosition: 29, eventsSince: 0 }])
    const swept = await bank('snapshots', 'sweep', '--json')
    expect(swept).toMatchObject({ code: 0, stderr: '' })
    expect(JSON.parse(swept.stdout)).toMatchObject({ taken: 0, failed: 0 })
  })

  test('of a stream that is not there cannot be taken', async () => {
    const nowhere = accountStream(newAccount().accountId)
    expect(await bank('snapshots', 'take', nowhere)).toMatchObject({
      code: 1,
      stdout: '',
      stderr: `There is no stream ${nowhere}.\n`,
    })
  })
})

describe('the past of a stream', () => {
  test('its state at a position', async () => {
    const { stdout } = await bank('stream', 'at', stream, '--position', '10', '--json')
    expect(JSON.parse(stdout)).toMatchObject({
      streamId: stream,
      streamPosition: 10,
      position: 11,
      at: '2026-01-01T12:00:00.000Z',
      state: { status: 'open', balance: { amount: '10.00', currency: 'USD' } },
    })
  })

  test('event by event, with what each one changed', async () => {
    const { stdout } = await bank('stream', 'replay', stream, '--from', '10', '--limit', '2')
    expect(stdout.split('\n').filter((line) => line.includes('balance.amount:'))).toEqual([
      '           ~ balance.amount: "9.00" → "10.00"',
      '           ~ balance.amount: "10.00" → "11.00"',
    ])
  })

  test('the first event after which something holds, or none', async () => {
    const { stdout } = await bank('stream', 'find', stream, 'balance above 12.50', '--json')
    expect(JSON.parse(stdout)).toMatchObject({
      event: { streamPosition: 13 },
      after: { balance: { amount: '13.00' } },
    })
    const none = await bank('stream', 'find', stream, 'frozen')
    expect(none).toMatchObject({ code: 0, stdout: 'It does not hold after any event up to 29.\n' })
  })

  test.each<[string[], number, string]>([
    [['at', stream], 2, 'give exactly one of --position, --global and --time'],
    [['at', stream, '--position', '1', '--global', '1'], 2, 'give exactly one of'],
    [['at', stream, '--position', '30'], 1, "--position is beyond the stream's last event, which is 29."],
    [['at', stream, '--time', '2999-01-01'], 1, '--time is in the future.'],
    [['at', stream, '--global', '99'], 1, "--global is beyond the log's head, which is"],
    [['find', stream, 'balance beneath 0'], 2, "the condition's is must be one of below"],
    [['find', stream, 'blance below 0'], 1, 'condition.path is not in the state of this stream'],
    [['replay', stream, '--from', '30'], 1, '--from 30 is beyond the last event'],
  ])('%j is refused', async (args, expected, sentence) => {
    const { code, stdout, stderr } = await bank('stream', ...args)
    expect(stderr).toContain(sentence)
    expect({ code, stdout }).toEqual({ code: expected, stdout: '' })
  })
})
