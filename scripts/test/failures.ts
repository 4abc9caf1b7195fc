/** What failed, from the reports that Vitest and Playwright write for machines. */
import { relative } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { root } from '../root.mjs'

export type Failure = {
  /** The file, from the project's folder on, and the test in it. */
  readonly test: string
  /** Its message, without where it was thrown. */
  readonly reason: string
}

export type VitestReport = {
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly testResults: ReadonlyArray<{
    readonly name: string
    readonly status: string
    /** Of a file that does not load. */
    readonly message: string
    readonly assertionResults: ReadonlyArray<{
      readonly status: string
      readonly fullName: string
      readonly failureMessages: readonly string[] | null
    }>
  }>
}

export const vitestFailures = ({ testResults }: VitestReport): Failure[] =>
  testResults.flatMap(({ name, status, message, assertionResults }) => {
    const failed = assertionResults.filter((result) => result.status === 'failed')
    if (failed.length === 0) return status === 'failed' ? [failure(name, '', message)] : []
    return failed.map((result) => failure(name, result.fullName, (result.failureMessages ?? []).join('\n')))
  })

type PlaywrightSuite = {
  readonly title: string
  readonly suites?: readonly PlaywrightSuite[]
  readonly specs?: ReadonlyArray<{
    readonly title: string
    readonly file: string
    readonly tests: ReadonlyArray<{
      /** `flaky`: the second try went well. */
      readonly status: 'expected' | 'unexpected' | 'flaky' | 'skipped'
      readonly results: ReadonlyArray<{ readonly errors: ReadonlyArray<{ readonly message?: string }> }>
    }>
  }>
}

export type PlaywrightReport = {
  readonly stats: { readonly expected: number; readonly flaky: number; readonly unexpected: number }
  readonly suites: readonly PlaywrightSuite[]
  /** Outside of any test. */
  readonly errors: ReadonlyArray<{ readonly message?: string }>
}

/** With those that went well at a second try. */
export const playwrightFailures = ({ suites, errors }: PlaywrightReport): Failure[] => [
  ...errors.map(({ message = '' }) => failure('', 'Before or after the tests', message)),
  ...suites.flatMap(failuresOf),
]

const failuresOf = ({ suites = [], specs = [] }: PlaywrightSuite): Failure[] => [
  ...specs.flatMap(({ title, file, tests }) =>
    tests
      .filter(({ status }) => status === 'unexpected' || status === 'flaky')
      .map(({ status, results }) => {
        const first = results.flatMap((result) => result.errors)[0]?.message ?? ''
        const name = status === 'flaky' ? `${title} (well at a second try)` : title
        return failure(`tests/e2e/${file}`, name, first)
      }),
  ),
  ...suites.flatMap(failuresOf),
]

/** More of a difference between two long texts is found further up. */
const MOST_LINES = 15

const failure = (file: string, test: string, message: string): Failure => {
  const path = file.startsWith('/') ? relative(root, file) : file
  const lines = stripVTControlCharacters(message).split('\n')
  const trace = lines.findIndex((line) => /^\s+at /.test(line))
  const reason = (trace === -1 ? lines : lines.slice(0, trace)).slice(0, MOST_LINES)
  return { test: [path, test].filter(Boolean).join(' › '), reason: reason.join('\n').trimEnd() }
}
