/** The architecture holds: who may import whom, no cycles, a pure domain. Then the rules themselves are put to the test. */
import { describe, expect, it, test } from 'vitest'
import {
  environmentReads,
  filesWithoutOpening,
  filesWithoutPart,
  forbiddenImports,
  importCycles,
  impurities,
  PARTS,
  unresolvedImports,
} from './support/architecture-rules.ts'
import { parseSource, projectFiles } from './support/source-files.ts'

describe('the project', () => {
  const files = projectFiles()

  it('is there to be checked, with imports between its files', () => {
    const paths = files.map(({ path }) => path)
    expect(paths).toContain('server/domain/money.ts')
    expect(paths).toContain('tests/architecture.test.ts')
    const imported = new Set(files.flatMap(({ imports }) => imports.map(({ file }) => file)))
    for (const part of ['server/domain/money.ts', 'server/event-store/append.ts', 'db/client.ts'])
      expect(imported).toContain(part)
  })

  it('has a rule for every folder', () => expect(filesWithoutPart(files)).toEqual([]))
  it('imports only what each part may import, types included', () =>
    expect(forbiddenImports(files)).toEqual([]))
  it('names the files it imports as they are', () => expect(unresolvedImports(files)).toEqual([]))
  it('has no import cycle at run time', () => expect(importCycles(files, { types: false })).toEqual([]))
  it('has no import cycle in its types', () => expect(importCycles(files, { types: true })).toEqual([]))
  it('has a domain without clock, chance or outside', () => expect(impurities(files)).toEqual([]))
  it('reads the environment in one place', () => expect(environmentReads(files)).toEqual([]))
  it('opens every file of the server with what it promises', () =>
    expect(filesWithoutOpening(files)).toEqual([]))
})

const file = (path: string, text: string) => parseSource(path, text)

test('nobody may import app, worker or tests', () => {
  const named = Object.entries(PARTS).flatMap(([part, { parts, typesOf = [] }]) =>
    [...parts, ...typesOf].map((other) => [part, other] as const),
  )
  const toTheTop = named.filter(([, other]) => ['app', 'server/worker', 'tests'].includes(other))
  expect(toTheTop.map(([part]) => part).filter((part) => !/^tests$|^playwright/.test(part))).toEqual([])
})

describe('an import that its part may not make is found', () => {
  it.each([
    ['a value', 'server/domain/a.ts', `import { append } from '../event-store/append.ts'`],
    ['a type', 'server/domain/a.ts', `import type { Batch } from '../event-store/append.ts'`],
    ['an inline type', 'server/domain/a.ts', `type A = import('../event-store/append.ts').Batch`],
    ['a re-export', 'server/domain/a.ts', `export * from '../event-store/append.ts'`],
    ['a re-exported type', 'server/domain/a.ts', `export type { Batch } from '../event-store/append.ts'`],
    ['a dynamic import', 'server/domain/a.ts', `const a = await import('../event-store/append.ts')`],
    ['a computed import', 'server/domain/a.ts', 'const a = (name: string) => import(name)'],
    ['a require', 'server/domain/a.ts', `const a = require('../event-store/append.ts')`],
    ['a package', 'server/domain/a.ts', `import postgres from 'postgres'`],
    ['a built-in', 'server/domain/a.ts', `import { randomUUID } from 'node:crypto'`],
    ['zod by another name', 'server/domain/a.ts', `import { z } from 'zodiac'`],
    ['the log from the domain', 'server/domain/a.ts', `import { log } from '../log.ts'`],
    ['the bus from the store', 'server/event-store/a.ts', `import '../command-bus/errors.ts'`],
    ['the database from the bus', 'server/command-bus/a.ts', `import { connect } from '../../db/client.ts'`],
    ['the bus from a read model', 'server/read-models/x/a.ts', `import '../../command-bus/errors.ts'`],
    ['the worker', 'server/main.ts', `import './worker/main.ts'`],
    ['the API from the worker', 'server/worker/a.ts', `import '../trpc/router.ts'`],
    ['the log’s tables from the API', 'server/trpc/a.ts', `import '../event-store/read.ts'`],
    ['a test', 'server/web/a.ts', `import '../../tests/support/bank.ts'`],
    ['a screen', 'server/web/a.ts', `import '../../app/layout.tsx'`],
    ['the database from a screen', 'app/a.tsx', `import '../db/client.ts'`],
    [
      'the store’s types from a screen',
      'app/a.tsx',
      `import type { A } from '../server/event-store/read.ts'`,
    ],
    ['a router’s value from a screen', 'app/a.tsx', `import { router } from '../server/trpc/router.ts'`],
    [
      'a router’s type by an import that stays',
      'app/a.tsx',
      `import { type R } from '../server/trpc/router.ts'`,
    ],
    ['a folder without a rule', 'server/domain/a.ts', `import '../brand-new/a.ts'`],
    ['the server from the database client', 'db/client.ts', `import '../server/log.ts'`],
  ])('%s', (_what, path, text) => {
    expect(forbiddenImports([file(path, text)])).toHaveLength(1)
  })
})

describe('an import that its part may make is let through', () => {
  it.each([
    ['zod', 'server/domain/a.ts', `import { z } from 'zod'\nimport { a } from 'zod/mini'`],
    ['what shares amounts out', 'server/domain/a.ts', `import { allocate } from 'dinero.js/bigint'`],
    ['oneself', 'server/domain/x/a.ts', `import { money } from '../money.ts'`],
    ['downwards', 'server/command-bus/a.ts', `import { append } from '../event-store/append.ts'`],
    ['a router’s type', 'app/a.tsx', `import type { Router } from '../server/trpc/router.ts'`],
    ['a pool’s type', 'server/command-bus/a.ts', `import type { Sql } from '../../db/client.ts'`],
    ['a schema', 'app/a.tsx', `import { amountSchema } from '../server/domain/money.ts'`],
    ['one in a comment', 'server/domain/a.ts', `// import { log } from '../log.ts'\nexport {}`],
    ['one in a text', 'server/domain/a.ts', `export const a = "import '../log.ts'"`],
  ])('%s', (_what, path, text) => {
    expect(forbiddenImports([file(path, text)])).toEqual([])
  })
})

describe('a new folder', () => {
  it.each(['server/brand-new/a.ts', 'db/brand-new/a.ts', 'brand-new/a.ts', 'brand-new.ts', 'server/new.ts'])(
    '%s needs a rule',
    (path) => expect(filesWithoutPart([file(path, 'export {}')])).toHaveLength(1),
  )
  it.each(['server/domain/brand-new/a.ts', 'db/client.ts', 'db/embedded/a.ts', 'app/(bank)/new/page.tsx'])(
    '%s has one',
    (path) => expect(filesWithoutPart([file(path, 'export {}')])).toEqual([]),
  )
})

describe('cycles', () => {
  const a = file('server/domain/a.ts', `import './b.ts'`)
  const b = file('server/domain/b.ts', `import './c.ts'`)

  it('are found around several files', () => {
    const c = file('server/domain/c.ts', `export * from './a.ts'`)
    expect(importCycles([a, b, c], { types: false })).toEqual([
      'server/domain/a.ts → server/domain/b.ts → server/domain/c.ts → server/domain/a.ts',
    ])
  })
  it('are found within one file', () => {
    const self = file('server/domain/a.ts', `import './a.ts'`)
    expect(importCycles([self], { types: false })).toHaveLength(1)
  })
  it('are found past a file that has been looked at before', () => {
    const first = file('server/domain/0.ts', `import './b.ts'\nimport './a.ts'`)
    const c = file('server/domain/c.ts', `import './b.ts'`)
    expect(importCycles([first, a, b, c], { types: false })).toHaveLength(1)
  })
  it('may be only in the types', () => {
    const c = file('server/domain/c.ts', `import type { A } from './a.ts'`)
    expect(importCycles([a, b, c], { types: false })).toEqual([])
    expect(importCycles([a, b, c], { types: true })).toHaveLength(1)
  })
  it('are not two ways to one file', () => {
    const top = file('server/domain/top.ts', `import './b.ts'\nimport './c.ts'`)
    const c = file('server/domain/c.ts', 'export {}')
    expect(importCycles([top, b, c], { types: true })).toEqual([])
  })
})

describe('a relative import', () => {
  const there = file('server/domain/there.ts', 'export {}')

  it.each([`'./there'`, `'./there.js'`, `'.'`, `'./nowhere.ts'`, `'../there.ts'`])(
    '%s names no file',
    (name) => {
      expect(unresolvedImports([there, file('server/domain/a.ts', `import ${name}`)])).toHaveLength(1)
    },
  )
  it.each([`'./there.ts'`, `'zod'`, `'./style.css'`])('%s is fine', (name) => {
    expect(unresolvedImports([there, file('server/domain/a.ts', `import ${name}`)])).toEqual([])
  })
})

describe('the domain', () => {
  it.each([
    'Date.now()',
    'new Date()',
    'Date()',
    `Date['now']()`,
    'Math.random()',
    'crypto.randomUUID()',
    'globalThis.crypto',
    'process.env.A',
    'setTimeout(() => {}, 1)',
    'Temporal.Now.instant()',
    'console.log(1)',
    'fetch("/")',
    '({ process })',
    'import.meta.url',
    '[performance.now() as number]',
  ])('may not use %s', (expression) => {
    expect(impurities([file('server/domain/a.ts', `export const a = () => ${expression}`)])).not.toEqual([])
  })
  it.each([
    'export const a = (at: Date) => at.getTime()',
    'export const a = (event: { at: string }) => new Date(event.at)',
    'export const a = Math.max(1, 2)',
    'export type A = { process: Crypto; clock: () => Date }',
    'export const a = (b: { process: number }) => b.process',
    'export const a = { crypto: 1 }',
  ])('may use %s', (text) => {
    expect(impurities([file('server/domain/a.ts', text)])).toEqual([])
  })
  it('is the only part that must be pure', () => {
    expect(impurities([file('server/command-bus/a.ts', 'export const a = Date.now()')])).toEqual([])
  })
})

describe('the environment', () => {
  it.each([
    'export const a = process.env.PORT',
    `export const a = process['env']`,
    'export const a = globalThis.process.env',
    'const { env } = process',
    'process.env.A = process.env.B',
    'const a = Object.assign({}, process.env)',
    `import { env } from 'node:process'`,
  ])('is read by: %s', (text) => {
    expect(environmentReads([file('server/web/a.ts', text)])).toHaveLength(1)
    expect(environmentReads([file('server/config.ts', text)])).toEqual([])
  })
  it('is not read by what else a process has', () => {
    expect(environmentReads([file('server/web/a.ts', 'process.send?.({ env: 1 })')])).toEqual([])
    expect(environmentReads([file('server/web/a.ts', `process.env.QUIET = '1'`)])).toEqual([])
    expect(environmentReads([file('server/web/a.ts', `Object.assign(process.env, { A: '1' })`)])).toEqual([])
  })
})

describe('an opening comment', () => {
  it.each(['/** What it promises. */', '// What it promises.', '#!/usr/bin/env node\n// A program.'])(
    'is %s',
    (text) => {
      expect(filesWithoutOpening([file('db/a.ts', `${text}\nexport {}`)])).toEqual([])
    },
  )
  it('is missed', () => {
    expect(filesWithoutOpening([file('db/a.ts', 'export {} // Late.')])).toHaveLength(1)
  })
})

test('a file that cannot be parsed is no file that passes', () => {
  expect(() => file('server/domain/a.ts', 'export const = ')).toThrow('server/domain/a.ts cannot be parsed')
})
