import { expect, test } from 'vitest'
import { createProgress } from '../../scripts/bank/progress.ts'

const drawn = (isTTY: boolean, isJson: boolean): string => {
  let text = ''
  const write = (more: string) => {
    text += more
    return true
  }
  const progress = createProgress({ isTTY, write } as never, () => isJson)('Reading', 4)
  progress.reach(1, 'one of four')
  progress.end()
  return text
}

test('a terminal gets a bar, which is gone in the end', () => {
  expect(drawn(true, false)).toBe(
    `\r\x1b[KReading ${'█'.repeat(7)}${'░'.repeat(23)}  25 % one of four\r\x1b[K`,
  )
})

test('a file, and whoever reads JSON, gets none', () => {
  expect(drawn(false, false)).toBe('')
  expect(drawn(true, true)).toBe('')
})
