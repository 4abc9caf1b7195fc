/** Everything that a person reads stands in app/text, ready to be translated. */
import { expect, it, test } from 'vitest'
import { parseSource, projectFiles } from '../support/source-files.ts'
import { wordsInComponents } from '../support/words-in-components.ts'

test('no component has words of its own', () => {
  const files = projectFiles()
  expect(files.some(({ path }) => path === 'app/layout.tsx')).toBe(true)
  expect(wordsInComponents(files)).toEqual([])
})

it.each([
  ['text', 'const a = <p>Hello there</p>', ['app/a.tsx: Hello there']],
  ['a label', 'const a = <input aria-label="Amount" />', ['app/a.tsx: Amount']],
  ['nothing in a sign', 'const a = <p>{b} → {c} ·</p>', []],
  ['nothing in a class or an id', 'const a = <p className="quiet" id="title" />', []],
])('finds %s', (_, text, found) => expect(wordsInComponents([parseSource('app/a.tsx', text)])).toEqual(found))
