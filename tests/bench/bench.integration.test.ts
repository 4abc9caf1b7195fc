/** The whole benchmark in miniature, so that it still runs when somebody wants to know. */
import { expect, inject, it } from 'vitest'
import { blockNames, runBlocks } from '../../bench/blocks.ts'
import { describeMachine } from '../../bench/machine.ts'
import { jsonOf, tableOf } from '../../bench/report.ts'
import { serverAt } from '../../bench/server.ts'

it('runs every block, finds its own data sound, and reports under the agreed keys', async () => {
  const server = serverAt(inject('postgres'))
  try {
    const results = await runBlocks(
      server,
      blockNames,
      {
        rates: { warmUpMs: 30, roundMs: 60, rounds: 1, few: 2, many: 8, accounts: 50 },
        lag: { perSecond: 100, warmUp: 5, transfers: 20, accounts: 20 },
        engineRoom: { roundMs: 400, rounds: 1 },
        rebuild: { events: 1_200, accounts: 40 },
        search: { short: 50, long: 500, rounds: 1 },
        load: { loads: 3, lengths: { e100: 10, e1000: 30, e100000: 60, e1000000: 90 } },
      },
      () => undefined,
    )
    const machine = describeMachine(await server.version())
    const json = jsonOf(machine, results)
    expect(json).toMatchObject({
      append: {
        batched: expect.any(Number),
        singleInsert: expect.any(Number),
        emmett: expect.any(Number),
        serverLimit: expect.any(Number),
      },
      transfer: {
        uniform: expect.any(Number),
        hot: expect.any(Number),
        crudForUpdate: expect.any(Number),
        crudStatement: expect.any(Number),
        crudForUpdateHot: expect.any(Number),
        crudHot: expect.any(Number),
        errors: 0,
      },
      lag: { p50Ms: expect.any(Number), p99Ms: expect.any(Number) },
      http: { transfers: expect.any(Number), noop: expect.any(Number) },
      engineRoom: {
        without: expect.any(Number),
        withPages: expect.any(Number),
        ratio: expect.any(Number),
      },
      rebuild: {
        accountSummaries: expect.any(Number),
        transactions: expect.any(Number),
        cursor: expect.any(Number),
      },
      search: { p99At10k: expect.any(Number), p99At1m: expect.any(Number) },
      inline: {
        off: expect.any(Number),
        on: expect.any(Number),
        visible: { off: { p50Ms: expect.any(Number) }, on: { p50Ms: expect.any(Number) } },
      },
      load: {
        e100: expect.any(Number),
        e1000: expect.any(Number),
        e100000: expect.any(Number),
        e1000000: expect.any(Number),
      },
    })
    const scores = [
      ...Object.values(results.append!),
      ...Object.values(results.transfer!),
      ...Object.values(results.http!),
      ...Object.values(results.engineRoom!),
      results.inline!.off,
      results.inline!.on,
    ]
    for (const { name, perSecond, errors, firstError } of scores) {
      expect(firstError, name).toBeUndefined()
      expect(errors, name).toBe(0)
      expect(perSecond, name).toBeGreaterThan(0)
    }
    for (const { transfers, errors } of Object.values(results.lag!)) {
      expect(errors).toBe(0)
      expect(transfers).toBe(20)
    }
    for (const { replayed } of Object.values(results.load!)) expect(replayed).toBe(10)
    expect(tableOf(machine, results)).toContain('One INSERT per transaction')
  } finally {
    await server.stop()
  }
}, 90_000)
