import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { createBusyMeter } from '../../server/engine-room/busy.ts'

test('a process that has done nothing but reckon is busy', () => {
  const meter = createBusyMeter()
  meter.begin()
  const until = performance.now() + 20
  while (performance.now() < until);
  expect(meter.isBusy()).toBe(true)
})

/** In a process of its own, because this one has the test runner's work to do as well. */
const onlyWaiting = `
  import { spawn } from 'node:child_process'
  import { once } from 'node:events'
  import { createBusyMeter } from ${JSON.stringify(import.meta.resolve('../../server/engine-room/busy.ts'))}
  const meter = createBusyMeter()
  const until = performance.now() + 20
  while (performance.now() < until);
  const another = spawn(process.execPath, ['-e', ''])
  meter.begin()
  await once(another, 'exit')
  console.log(meter.isBusy())`

test('one that has only waited since then is not', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', onlyWaiting])
  expect(stdout.trim()).toBe('false')
})
