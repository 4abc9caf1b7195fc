/**
 * Runs the parts one after the other, the quick ones first, and all of them even if one fails. What failed is told again
 * at the end. The last line is the sum of all tests, and a part in which no test has run counts as failed.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Sentence, say } from '../sentence.mjs'
import { createSteps } from '../steps.mjs'
import { type EndToEnd, prepareEndToEnd } from './end-to-end.ts'
import { type Outcome, program, vitest } from './programs.ts'

const reports = mkdtempSync(join(tmpdir(), 'passbook-reports-'))
process.once('exit', () => rmSync(reports, { recursive: true, force: true }))

let types: Promise<Outcome> | undefined
/** Each checker would work out for itself what they all need: one takes half of what the usual four take together. */
const checkTypes = () => {
  types ??= program('typescript/bin/tsc', ['--project', '.', '--checkers', '1'], { unheard: true })
  // Whoever waits for it hears of it; until then nobody does.
  types.catch(() => undefined)
  return types
}

let endToEnd: EndToEnd | undefined
const prepared = () => (endToEnd ??= prepareEndToEnd())

type Part = {
  readonly run: () => Promise<Outcome>
  /** What a later part needs, or is, and can be done beside this one. */
  readonly beside?: { readonly part: string; readonly begin: () => unknown }
}

const parts: Readonly<Record<string, Part>> = {
  lint: { run: () => program('@biomejs/biome/bin/biome', ['check', '--error-on-warnings', '.']) },
  unit: {
    run: () => vitest('unit', join(reports, 'unit.json')),
    beside: { part: 'types', begin: checkTypes },
  },
  types: { run: checkTypes },
  integration: {
    run: () => vitest('integration', join(reports, 'integration.json')),
    beside: { part: 'e2e', begin: prepared },
  },
  e2e: { run: () => prepared().run(join(reports, 'e2e.json')) },
}

const seconds = (since: number) => `${((Date.now() - since) / 1000).toFixed(1)} s`

const main = async (): Promise<boolean> => {
  const asked = process.argv.slice(2)
  const unknown = asked.find((name) => !(name in parts))
  if (unknown)
    throw new Sentence(
      `There is no part "${unknown}": use ${Object.keys(parts).join(', ')}, or none for all.`,
    )
  const { note } = createSteps()
  const results: Array<Outcome & { readonly line: string }> = []
  const isAsked = (name: string) => asked.length === 0 || asked.includes(name)
  for (const [name, { run, beside }] of Object.entries(parts)) {
    if (!isAsked(name)) continue
    if (beside && isAsked(beside.part)) beside.begin()
    note(`\n── ${name}`)
    const startedAt = Date.now()
    const outcome = await run().catch((error: unknown): Outcome => {
      process.stderr.write(`${say(error)}\n`)
      return { ok: false }
    })
    if (outcome.said) note(outcome.said.trimEnd())
    const counts = outcome.tests ? `${outcome.tests.passed} passed, ${outcome.tests.failed} failed` : ''
    results.push({
      ...outcome,
      line: [outcome.ok ? '✓' : '✗', name.padEnd(14), counts, seconds(startedAt)].filter(Boolean).join(' '),
    })
  }
  for (const { test, reason } of results.flatMap(({ failures = [] }) => failures))
    note(`\n✗ ${test}\n${reason.replace(/^/gm, '  ')}`)
  note('')
  for (const { line } of results) note(line)
  const sum = (pick: (tests: NonNullable<Outcome['tests']>) => number) =>
    results.reduce((total, { tests }) => total + (tests ? pick(tests) : 0), 0)
  note(`${sum(({ passed }) => passed)} passed, ${sum(({ failed }) => failed)} failed`)
  return results.every(({ ok }) => ok)
}

const ok = await main().catch((error: unknown) => {
  process.stderr.write(`${say(error)}\n`)
  return false
})
process.exit(ok ? 0 : 1)
