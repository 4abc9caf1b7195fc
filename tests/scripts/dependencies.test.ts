import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { arch, platform, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { whatIsMissing } from '../../scripts/install/dependencies.mjs'

type Package = { version: string; integrity?: string; optional?: boolean; os?: string[]; cpu?: string[] }

const node = { 'node_modules/node': { version: '26.0.0', integrity: 'a' } }

/** A clone with this lock file, and these packages installed; `null` when npm was interrupted. */
const clone = (locked: Record<string, Package>, installed: Record<string, Package> | null) => {
  const root = mkdtempSync(join(tmpdir(), 'passbook-dependencies-'))
  onTestFinished(() => rmSync(root, { recursive: true }))
  const write = (name: string, content: unknown) => {
    mkdirSync(dirname(join(root, name)), { recursive: true })
    writeFileSync(join(root, name), JSON.stringify(content))
  }
  write('package-lock.json', { packages: { '': {}, ...locked } })
  write('node_modules/.bin/node', '')
  for (const path of Object.keys(installed ?? {})) write(join(path, 'package.json'), {})
  if (installed) write('node_modules/.package-lock.json', { packages: installed })
  return root
}

test.each<[string, Record<string, Package>, Record<string, Package> | null, string | null]>([
  ['everything is there', node, node, null],
  ['npm never came to its end', node, null, 'not installed'],
  [
    'another version is locked',
    node,
    { 'node_modules/node': { version: '25.0.0', integrity: 'a' } },
    'older than package-lock.json',
  ],
  [
    'another content is locked',
    node,
    { 'node_modules/node': { version: '26.0.0', integrity: 'b' } },
    'older than package-lock.json',
  ],
  ['a package was added', { ...node, 'node_modules/zod': { version: '4.0.0' } }, node, 'zod is missing'],
  [
    'one for other systems is not there',
    { ...node, 'node_modules/other': { version: '1.0.0', optional: true, os: ['plan9'], cpu: ['pdp11'] } },
    node,
    null,
  ],
  [
    'one for this system is not there',
    { ...node, 'node_modules/mine': { version: '1.0.0', optional: true, os: [platform()], cpu: [arch()] } },
    node,
    'mine is missing',
  ],
])('when %s', (_, locked, installed, answer) => {
  expect(whatIsMissing(clone(locked, installed))).toBe(answer)
})

test('when a folder was deleted', () => {
  const root = clone(node, node)
  rmSync(join(root, 'node_modules/node'), { recursive: true })

  expect(whatIsMissing(root)).toBe('node is missing')
})
