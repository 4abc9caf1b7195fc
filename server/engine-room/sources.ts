/**
 * Where each explained function stands, found by its name in the very files that run: the server's sources are not built,
 * so a line that a build had noted would be wrong with the next edit. Files and lines are read once, together, so that
 * they always fit each other.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Explained, explained } from './explained.ts'

const PROJECT = join(import.meta.dirname, '../..')

/** `line` counts from 1. */
export type SourcePlace = { readonly name: Explained; readonly path: string; readonly line: number }

export type Sources = {
  readonly places: readonly SourcePlace[]
  /** The whole text of a file that something is explained by; undefined for any other. */
  readonly textOf: (path: string) => string | undefined
  /** Where the project's files can be looked at in public, if they can. */
  readonly repository: string | null
}

/** Throws when a name is not declared in its file. */
export const readSources = (names: readonly Explained[] = explained): Sources => {
  const texts = new Map<string, string>()
  const places = names.map((name): SourcePlace => {
    const [path = '', symbol = ''] = name.split('#')
    const text = texts.get(path) ?? readFileSync(join(PROJECT, path), 'utf8')
    texts.set(path, text)
    const line = lineOf(text, symbol)
    if (line === undefined) throw new Error(`${path} declares no ${symbol}`)
    return { name, path, line }
  })
  const { repository } = JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8'))
  return { places, textOf: (path) => texts.get(path), repository: webAddressOf(repository) }
}

/** The line that declares the name at the top of the file; a file's own first line for the name `file`. */
export const lineOf = (text: string, symbol: string): number | undefined => {
  if (symbol === 'file') return 1
  const declaration = new RegExp(
    `^(?:export )?(?:default )?(?:async )?(?:const|let|function\\*?|class|type) ${symbol}\\b`,
  )
  const index = text.split('\n').findIndex((line) => declaration.test(line))
  return index === -1 ? undefined : index + 1
}

/** Of package.json's `repository`, as npm allows it to be written. */
export const webAddressOf = (repository: unknown): string | null => {
  const url =
    typeof repository === 'object' && repository !== null && 'url' in repository ? repository.url : repository
  if (typeof url !== 'string') return null
  const address = url
    .replace(/^github:/, 'https://github.com/')
    .replace(/^git\+/, '')
    .replace(/\.git$/, '')
  return address.startsWith('https://') ? address : null
}

let known: Sources | undefined

/** Of this process, as they were when it was first asked. */
export const sources = (): Sources => {
  known ??= readSources()
  return known
}
