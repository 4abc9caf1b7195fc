import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { buildInputs, hashBuildInputs } from '../../scripts/bank/build-inputs.ts'

const files = {
  'package-lock.json': '{}',
  'next.config.ts': 'export default {}',
  'app/page.tsx': `import { money } from '../server/domain/money.ts'\nimport type { Router } from '../server/router.ts'\nimport './page.css'`,
  'app/page.css': 'a {}',
  'server/domain/money.ts': `export * from './currency.ts'`,
  'server/domain/currency.ts': 'export const currency = 1',
  'server/router.ts': 'export type Router = 1',
  'server/worker.ts': 'export {}',
}

const project = () => {
  const root = mkdtempSync(join(tmpdir(), 'passbook-inputs-'))
  onTestFinished(() => rmSync(root, { recursive: true }))
  const write = (name: string, content: string) => {
    mkdirSync(dirname(join(root, name)), { recursive: true })
    writeFileSync(join(root, name), content)
  }
  for (const [name, content] of Object.entries(files)) write(name, content)
  return { root, write }
}

test('the inputs are the pages, what they import by value, the configuration and the locked dependencies', () => {
  const { root } = project()

  expect(buildInputs(root).map((path) => relative(root, path))).toEqual([
    'app/page.css',
    'app/page.tsx',
    'next.config.ts',
    'package-lock.json',
    'server/domain/currency.ts',
    'server/domain/money.ts',
  ])
})

test.each([
  ['app/page.css', true],
  ['app/new/page.tsx', true],
  ['server/domain/currency.ts', true],
  ['package-lock.json', true],
  ['server/router.ts', false],
  ['server/worker.ts', false],
])('a change of %s asks for a build: %s', (name, builds) => {
  const { root, write } = project()
  const before = hashBuildInputs(root)

  write(name, '// changed')

  expect(hashBuildInputs(root) !== before).toBe(builds)
})
