/** What is answered instead of Node must be what Node answers. */
import { execFileSync } from 'node:child_process'
import { expect, it } from 'vitest'

const flag = `--import=${import.meta.resolve('../server/quick-imports.mjs')}`
const loaded = `
  import { registerHooks } from 'node:module'
  const files = []
  registerHooks({ load: (url, context, next) => {
    const found = next(url, context)
    if (url.startsWith('file:')) files.push(found.format + ' ' + url)
    return found
  } })
  await import('drizzle-orm')
  await import('drizzle-orm/pg-core')
  await import('drizzle-orm/postgres-js')
  console.log(files.join('\\n'))`

const files = (flags: readonly string[]) =>
  execFileSync(process.execPath, [...flags, '--input-type=module', '-e', loaded], {
    cwd: import.meta.dirname,
    encoding: 'utf8',
    env: { ...process.env, NODE_OPTIONS: '' },
  }).split('\n')

it('loads the same files as the same kind', () => {
  const quick = files([flag])
  expect(quick.length).toBeGreaterThan(100)
  expect(quick).toEqual(files([]))
})
