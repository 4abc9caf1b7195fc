/** Everything that a person reads stands in app/text, ready to be translated. */
import { expect, it, test } from 'vitest'
import { parseSource, projectFiles } from '../support/source-files.ts'
import { wordsInComponents } from '../support/words-in-components.ts'

test('nothing but app/text has words for people', () => {
  const files = projectFiles()
  expect(files.some(({ path }) => path === 'app/layout.tsx')).toBe(true)
  expect(wordsInComponents(files)).toEqual([])
})

it.each([
  ['text', 'const a = <p>Hello there</p>', ['app/a.tsx: Hello there']],
  ['a label', 'const a = <input aria-label="Amount" />', ['app/a.tsx: Amount']],
  ['a sentence', "const a = b ? 'Please try again.' : null", ['app/a.tsx: Please try again.']],
  ['words around a value', `const a = \`at most \${b} at once\``, ['app/a.tsx: at most … at once']],
  ['the title of a page', "const metadata = { title: 'Overview' }", ['app/a.tsx: Overview']],
  ['nothing in what is thrown', "throw new Error('This belongs below that')", []],
  ['nothing in a sign', 'const a = <p>{b} → {c} ·</p>', []],
  ['nothing in a class or an id', 'const a = <p className="quiet" id="title" />', []],
])('finds %s', (_, text, found) => expect(wordsInComponents([parseSource('app/a.tsx', text)])).toEqual(found))
