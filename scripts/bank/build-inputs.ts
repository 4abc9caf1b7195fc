/**
 * What the build of `app/` depends on, as one hash: its own files, the files outside that they import (types aside:
 * those vanish), the configuration and the locked dependencies.
 */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'

const FOLDERS = ['app', 'public']
const FILES = ['next.config.ts', 'package-lock.json', 'tsconfig.json']
const CODE = /\.(ts|tsx|mts|mjs|js|jsx)$/

export const hashBuildInputs = (root: string): string => {
  const hash = createHash('sha256')
  for (const path of buildInputs(root)) {
    const content = readFileSync(path)
    // Name and length keep two files from looking like one.
    hash.update(`${relative(root, path)}\0${content.length}\0`).update(content)
  }
  return hash.digest('hex')
}

/** Absolute paths, sorted. */
export const buildInputs = (root: string): string[] => {
  const found = new Set(FILES.map((name) => join(root, name)).filter((path) => existsSync(path)))
  const waiting = FOLDERS.flatMap((name) => filesUnder(join(root, name)))
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (found.has(path)) continue
    found.add(path)
    if (CODE.test(path)) waiting.push(...importsOf(path))
  }
  return [...found].sort()
}

const filesUnder = (folder: string): string[] => {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
}

/** Relative imports and re-exports with a value, and `import()`. Reading one file too many only builds once too often. */
const IMPORT =
  /\b(?:import|export)\s+(?!type\b)[^'"`;]*?from\s*['"](\.[^'"]+)['"]|\bimport\s*\(?\s*['"](\.[^'"]+)['"]/g

const importsOf = (path: string): string[] =>
  [...readFileSync(path, 'utf8').matchAll(IMPORT)].flatMap((match) => {
    const target = resolve(dirname(path), match[1] ?? match[2] ?? '')
    const candidates = [
      target,
      `${target}.ts`,
      `${target}.tsx`,
      join(target, 'index.ts'),
      join(target, 'index.tsx'),
    ]
    const file = candidates.find((candidate) => statSync(candidate, { throwIfNoEntry: false })?.isFile())
    return file ? [file] : []
  })
