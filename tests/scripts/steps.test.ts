import { expect, test } from 'vitest'
import { say } from '../../scripts/sentence.mjs'
import { createSteps } from '../../scripts/steps.mjs'
import { counted } from '../../scripts/test/programs.ts'

const written = () => {
  let text = ''
  const stream = {
    write: (more: string) => {
      text += more
    },
  }
  return { steps: createSteps(stream), text: () => text }
}

test('a step is one line with its name, its outcome and its time, in the order in which steps are shown', async () => {
  const { steps, text } = written()
  const early = steps.begin('Database', () => 'embedded')

  await steps.step('Build', () => 'up to date')
  await early.shown()

  expect(text()).toMatch(/^✓ Build {10}up to date {2}\d\.\d s\n✓ Database {7}embedded {2}\d\.\d s\n$/)
})

test('a failed step is marked and passes its reason on', async () => {
  const { steps, text } = written()

  await expect(steps.step('Build', () => Promise.reject(new Error('no')))).rejects.toThrow('no')

  expect(text()).toMatch(/^✗ Build/)
})

test('a full disk and a file of somebody else are said in one sentence', () => {
  expect(say(Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' }))).toBe(
    'The disk is full: make room, then start again.',
  )
  expect(say(Object.assign(new Error('EACCES'), { code: 'EACCES', path: '/bank/secrets.json' }))).toMatch(
    /^\/bank\/secrets\.json may not be read or written by this user: .+\.$/,
  )
})

test.each([
  [true, 3, 0, { ok: true, tests: { passed: 3, failed: 0 } }],
  [false, 3, 2, { ok: false, tests: { passed: 3, failed: 2 } }],
  [false, 3, 0, { ok: false, tests: { passed: 3, failed: 1 } }],
  [true, 0, 0, { ok: false, tests: { passed: 0, failed: 1 } }],
])('a run that ended well: %s, with %i passed and %i failed tests', (ok, passed, failed, outcome) => {
  expect(counted(ok, passed, failed)).toEqual(outcome)
})
