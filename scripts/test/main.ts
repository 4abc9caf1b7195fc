/**
 * Runs all parts even if one fails: the quick ones first, one after the other, and the browser's beside them, because
 * much of an integration test is waiting. What the browser's has to say is kept until the others are done. The last line
 * is the sum of all tests, and a part in which no test has run counts as failed.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Sentence, say } from '../sentence.mjs'
import { createSteps } from '../steps.mjs'
import { endToEnd } from './end-to-end.ts'
import { heldOutput } from './held-output.ts'
import { type Outcome, program, vitest } from './programs.ts'

const reports = mkdtempSync(join(tmpdir(), 'passbook-reports-'))
process.once('exit', () => rmSync(reports, { recursive: true, force: true }))

const beside = heldOutput(process.stdout)

const parts: Readonly<Record<string, () => Promise<Outcome>>> = {
  lint: () => program('@biomejs/biome/bin/biome', ['check', '--error-on-warnings', '.']),
  types: () => program('typescript/bin/tsc', ['--project', '.']),
  unit: () => vitest('unit', join(reports, 'unit.json')),
  integration: () => vitest('integration', join(reports, 'integration.json')),
  e2e: () => endToEnd(join(reports, 'e2e.json'), beside),
}
const BESIDE = 'e2e'

const seconds = (since: number) => `${((Date.now() - since) / 1000).toFixed(1)} s`

type Result = Outcome & { readonly line: string }

/** Never fails: what goes wrong is a part that has not passed. */
const carryOut = async (name: string, note: (text: string) => unknown): Promise<Result> => {
  note(`\n── ${name}`)
  const startedAt = Date.now()
  const outcome = await parts[name]!().catch((error: unknown): Outcome => {
    note(say(error))
    return { ok: false }
  })
  const counts = outcome.tests ? `${outcome.tests.passed} passed, ${outcome.tests.failed} failed` : ''
  return {
    ...outcome,
    line: [outcome.ok ? '✓' : '✗', name.padEnd(14), counts, seconds(startedAt)].filter(Boolean).join(' '),
  }
}

const main = async (): Promise<boolean> => {
  const asked = process.argv.slice(2)
  const unknown = asked.find((name) => !(name in parts))
  if (unknown)
    throw new Sentence(
      `There is no part "${unknown}": use ${Object.keys(parts).join(', ')}, or none for all.`,
    )
  const { note } = createSteps()
  const isWanted = (name: string) => asked.length === 0 || asked.includes(name)
  const inTurn = Object.keys(parts).filter((name) => name !== BESIDE && isWanted(name))

  const results: Result[] = []
  const running = isWanted(BESIDE) ? carryOut(BESIDE, (text) => beside.write(`${text}\n`)) : undefined
  for (const name of inTurn) results.push(await carryOut(name, note))
  beside.open()
  if (running) results.push(await running)
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
