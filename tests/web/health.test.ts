/** What the health check says when parts of the bank are not well. */
import { describe, expect, test, vi } from 'vitest'
import { createHealth, type HealthProbes, type ProjectorHealth } from '../../server/web/health.ts'

const well: HealthProbes = {
  workerConnected: async () => true,
  projectionDelaySeconds: async () => 0,
  projectors: async () => [],
  sealing: async () => ({ unsealed: 3, stalledSeconds: 0 }),
  failedJobs: async () => 0,
  parkedMessages: async () => 0,
}
const healthOf = (
  workerConnected: () => Promise<boolean>,
  projectionDelaySeconds: () => Promise<number> = async () => 0,
  projectors: readonly ProjectorHealth[] = [],
) => createHealth({ ...well, workerConnected, projectionDelaySeconds, projectors: async () => projectors })()

describe('health', () => {
  test('all is well', async () => {
    expect(await healthOf(async () => true)).toEqual({
      status: 'ok',
      checks: { database: 'ok', worker: 'ok', projections: 'ok', sealing: 'ok', jobs: 'ok', clearing: 'ok' },
      projectors: [],
      unsealed: 3,
      failedJobs: 0,
    })
  })

  test.each([
    ['parked', { parked: 3 }],
    ['rebuilding', { rebuilding: true }],
    ['paused', { paused: true, rebuilding: true }],
    ['parked', { parked: 1, paused: true, rebuilding: true }],
  ] as const)('a read model with something %s: degraded, and says which', async (projections, state) => {
    const transfers = { name: 'transfers', lag: 0, parked: 0, rebuilding: false, paused: false, ...state }
    const others = { name: 'transactions', lag: 0, parked: 0, rebuilding: false, paused: false }
    const report = await healthOf(
      async () => true,
      async () => 0,
      [others, transfers],
    )
    expect(report).toMatchObject({ status: 'degraded', checks: { projections } })
    expect(report.projectors).toEqual([others, transfers])
  })

  test('messages of the clearing house that were put aside: degraded', async () => {
    expect(await createHealth({ ...well, parkedMessages: async () => 1 })()).toMatchObject({
      status: 'degraded',
      checks: { clearing: 'parked' },
    })
  })

  test('no worker: down', async () => {
    const { status, checks } = await healthOf(async () => false)
    expect(status).toBe('down')
    expect(checks.worker).toBe('missing')
  })

  test('an event that nobody has projected for long: degraded; for a moment: well', async () => {
    const delayed = (seconds: number) =>
      healthOf(
        async () => true,
        async () => seconds,
      )
    expect(await delayed(60)).toMatchObject({ status: 'degraded', checks: { projections: 'behind' } })
    expect(await delayed(2)).toMatchObject({ status: 'ok' })
  })

  test('a log that has not been sealed for long: degraded; for a moment: well', async () => {
    const stalled = (stalledSeconds: number) =>
      createHealth({ ...well, sealing: async () => ({ unsealed: 512, stalledSeconds }) })()
    expect(await stalled(61)).toMatchObject({
      status: 'degraded',
      checks: { sealing: 'stalled', projections: 'ok' },
      unsealed: 512,
    })
    expect(await stalled(20)).toMatchObject({ status: 'ok', checks: { sealing: 'ok' } })
  })

  test('jobs that failed for good: degraded, and says how many', async () => {
    expect(await createHealth({ ...well, failedJobs: async () => 2 })()).toMatchObject({
      status: 'degraded',
      checks: { jobs: 'failed' },
      failedJobs: 2,
    })
  })

  test('no database: down', async () => {
    const report = await healthOf(() => Promise.reject(new Error('ECONNREFUSED')))
    expect(report).toEqual({
      status: 'down',
      checks: {
        database: 'unreachable',
        worker: 'unknown',
        projections: 'unknown',
        sealing: 'unknown',
        jobs: 'unknown',
        clearing: 'unknown',
      },
    })
  })

  test('a database that does not answer is down after 2 s', async () => {
    vi.useFakeTimers()
    try {
      const report = healthOf(() => new Promise(() => undefined))
      await vi.advanceTimersByTimeAsync(2_000)
      expect((await report).status).toBe('down')
    } finally {
      vi.useRealTimers()
    }
  })

  test('however often it is asked, the database is asked once a second', async () => {
    const probe = vi.fn(async () => true)
    const health = createHealth({ ...well, workerConnected: probe })
    await Promise.all([health(), health(), health()])
    expect(probe).toHaveBeenCalledOnce()
  })
})
