/**
 * The project's source files as the architecture tests see them: who imports whom, and by what kind of import. Parsed,
 * not searched for with patterns, so that an import in a comment is none and one inside a type is one.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, posix, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseSync } from 'oxc-parser'

export type Import = {
  readonly specifier: string
  /** The file meant, from the project's root; undefined for a package. */
  readonly file: string | undefined
  /** Gone at run time. `import { type A }` is not: only `import type` leaves no import behind. */
  readonly typeOnly: boolean
}

export type SourceFile = {
  /** From the project's root, with forward slashes. */
  readonly path: string
  readonly text: string
  readonly imports: readonly Import[]
  readonly program: Node
}

/** A node of the syntax tree, as far as a walk over all of them needs to know. */
export type Node = { readonly type: string; readonly [key: string]: unknown }

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')
const SOURCE = /\.(ts|tsx|mts|cts|js|jsx|mjs|cjs)$/
/** Made, not written; the dot also covers .data, .next and .git. */
const NOT_OURS = /^(\.|node_modules$|next-env\.d\.ts$|test-results$|playwright-report$)/

export const projectFiles = (): SourceFile[] =>
  readdirSync(root, { withFileTypes: true })
    .filter(({ name }) => !NOT_OURS.test(name))
    .flatMap((entry) => (entry.isDirectory() ? filesUnder(join(root, entry.name)) : [join(root, entry.name)]))
    .map((file) => relative(root, file).split(sep).join('/'))
    .filter((path) => SOURCE.test(path))
    .sort()
    .map((path) => parseSource(path, readFileSync(join(root, path), 'utf8')))

const filesUnder = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !file.split(sep).includes('node_modules'))

/** Throws when the text is no valid source: nothing could be said about it. */
export const parseSource = (path: string, text: string): SourceFile => {
  const { program, errors } = parseSync(path, text)
  if (errors[0]) throw new Error(`${path} cannot be parsed: ${errors[0].message}`)
  const tree = program as unknown as Node
  const imports: Import[] = []
  walk(tree, (node) => {
    const found = importOf(node)
    if (found) imports.push({ ...found, file: fileMeant(path, found.specifier) })
  })
  return { path, text, imports, program: tree }
}

const fileMeant = (from: string, specifier: string): string | undefined =>
  specifier.startsWith('.') ? posix.join(posix.dirname(from), specifier.replace(/\?.*$/, '')) : undefined

const importOf = (node: Node): Omit<Import, 'file'> | undefined => {
  switch (node.type) {
    case 'ImportDeclaration':
      return { specifier: textOf(node.source), typeOnly: node.importKind === 'type' }
    case 'ExportNamedDeclaration':
    case 'ExportAllDeclaration':
      return node.source
        ? { specifier: textOf(node.source), typeOnly: node.exportKind === 'type' }
        : undefined
    case 'TSImportType':
      return { specifier: textOf(node.source), typeOnly: true }
    case 'ImportExpression':
      return { specifier: textOf(node.source), typeOnly: false }
    case 'CallExpression':
      return isNamed(node.callee, 'require')
        ? { specifier: textOf((node.arguments as unknown[])[0]), typeOnly: false }
        : undefined
    case 'TSExternalModuleReference':
      return { specifier: textOf(node.expression), typeOnly: false }
    default:
      return undefined
  }
}

/** An import whose target is computed cannot be checked; it is shown as what it is and matches no rule. */
const textOf = (node: unknown): string => {
  const value = (node as { value?: unknown } | undefined)?.value
  return typeof value === 'string' ? value : '(computed)'
}

export const isNamed = (node: unknown, name: string): boolean =>
  (node as Node | null | undefined)?.type === 'Identifier' && (node as Node).name === name

/** Every node, parents first. `visit` may answer `false` to leave out what is below. */
export const walk = (node: Node, visit: (node: Node) => unknown): void => {
  if (visit(node) === false) return
  for (const child of childrenOf(node)) walk(child, visit)
}

export const childrenOf = (node: Node): Node[] =>
  Object.values(node)
    .flat()
    .filter((value): value is Node => typeof (value as Node | null)?.type === 'string')
