import { expect, test } from 'vitest'
import { heldOutput } from '../../scripts/test/held-output.ts'

test('what is written before it is opened comes then, in order, and all later at once', () => {
  const written: string[] = []
  const held = heldOutput({ write: (text) => written.push(text) })
  held.write('one')
  held.write('two')
  expect(written).toEqual([])
  held.open()
  held.write('three')
  held.open()
  expect(written).toEqual(['one', 'two', 'three'])
})
