/** What an explanation points to is there, at the line that is told. */
import { expect, it } from 'vitest'
import { sourceHref } from '../../app/engine-room/source-href.ts'
import { explained } from '../../server/engine-room/explained.ts'
import { lineOf, readSources, webAddressOf } from '../../server/engine-room/sources.ts'

const { places, textOf } = readSources()

it.each(explained)('%s is where it is said to be', (name) => {
  const place = places.find((one) => one.name === name)
  const symbol = name.split('#')[1] ?? ''
  expect(textOf(place!.path)!.split('\n')[place!.line - 1]).toContain(symbol)
})

it('is explained once', () => expect(explained.length).toBe(new Set(explained).size))

it('hands out no other file, whatever the path', () => {
  for (const path of ['package.json', '.env', '../../etc/passwd', './server/read-models/runner.ts', ''])
    expect(textOf(path)).toBeUndefined()
})

it('says so when a name is gone', () => {
  const gone = 'server/read-models/runner.ts#noSuchFunction' as (typeof explained)[number]
  expect(() => readSources([gone])).toThrow('server/read-models/runner.ts declares no noSuchFunction')
})

it.each([
  ['const a = 1\nexport const fold = () => a', 'fold', 2],
  ['// fold\nexport async function fold() {}', 'fold', 2],
  ['export default function Page() {}', 'Page', 1],
  ['export const folding = 1\nconst fold = 2', 'fold', 2],
  ['  const fold = 1', 'fold', undefined],
  ['anything', 'file', 1],
])('finds in %j the line of %s', (text, symbol, line) => expect(lineOf(text, symbol)).toBe(line))

it.each([
  ['github:bank/passbook', 'https://github.com/bank/passbook'],
  [{ type: 'git', url: 'git+https://example.com/passbook.git' }, 'https://example.com/passbook'],
  ['git@example.com:passbook', null],
  [undefined, null],
])('knows where %j can be looked at', (repository, address) => expect(webAddressOf(repository)).toBe(address))

it('leads to the repository, or else to a page of the bank', () => {
  const place = { path: 'server/a.ts', line: 7 }
  expect(sourceHref(place, 'https://example.com/passbook')).toBe(
    'https://example.com/passbook/blob/HEAD/server/a.ts#L7',
  )
  expect(sourceHref(place, null)).toBe('/engine-room/source?file=server%2Fa.ts&line=7')
})
