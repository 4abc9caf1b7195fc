/**
 * What the domain's source says about itself: the comment above each aggregate, event, command and process, and what the
 * compiler has inferred that each command may answer. Nothing is declared a second time for the documentation, so
 * nothing can be forgotten there: what has no comment is an error that names it.
 */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Checker, Program, Symbol as SourceSymbol, Type } from 'typescript/unstable/sync'
import { API, SignatureKind } from 'typescript/unstable/sync'
import { aggregates } from '../../server/domain/aggregates.ts'
import { commandDefinitions } from '../../server/domain/commands.ts'
import { eventDefinitions } from '../../server/domain/events.ts'
import { processes } from '../../server/read-models/processes/registry.ts'

/** `summary` is the first sentence of the comment above it. */
export type Described = { readonly name: string; readonly summary: string }

export type DescribedCommand = Described & {
  readonly roles: readonly string[]
  readonly events: readonly string[]
  readonly rejections: readonly string[]
}

/** One folder of the domain. */
export type DomainTopic = {
  readonly folder: string
  readonly aggregates: readonly Described[]
  readonly commands: readonly DescribedCommand[]
  readonly events: readonly (Described & { readonly schemaVersion: number })[]
  readonly processes: readonly (Described & { readonly follows: readonly string[] })[]
}

const DOMAIN = 'server/domain'

/** Throws, with the names, when something has no comment or stands where it is not looked for. */
export const readDomain = (root: string): DomainTopic[] => {
  const folders = readdirSync(join(root, DOMAIN), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => `${DOMAIN}/${name}`)
    .sort()
  const filesOf = new Map(
    folders.map((folder) => [
      folder,
      readdirSync(join(root, folder))
        .filter((file) => file.endsWith('.ts'))
        .sort()
        .map((file) => `${folder}/${file}`),
    ]),
  )
  const source = openSource(root, [...filesOf.values()].flat())
  try {
    const topics = folders.map((folder) => readTopic(source, folder, filesOf.get(folder) ?? []))
    const gaps = gapsIn(topics)
    if (gaps.length > 0)
      throw new Error(`No comment with a sentence stands above these in ${DOMAIN}: ${gaps.join(', ')}`)
    return topics
  } finally {
    source.close()
  }
}

type Source = { readonly checker: Checker; exportsOf(file: string): readonly SourceSymbol[]; close(): void }

/** The compiler, with these files and what they import and nothing else: a second instead of the whole project's six. */
const openSource = (root: string, files: readonly string[]): Source => {
  const config = join(root, 'tsconfig.domain-page.json')
  const text = JSON.stringify({
    extends: './tsconfig.json',
    compilerOptions: { types: [], plugins: [], incremental: false },
    files,
    include: [],
  })
  const api = new API({
    cwd: root,
    fs: {
      fileExists: (path) => (path === config ? true : undefined),
      readFile: (path) => (path === config ? text : undefined),
    },
  })
  const project = api.updateSnapshot({ openProjects: [config] }).getProject(config)
  if (!project) throw new Error('The compiler has not opened the domain')
  const { checker } = project
  const program: Program = project.program
  return {
    checker,
    exportsOf: (file) => {
      const sourceFile = program.getSourceFile(join(root, file))
      const symbol = sourceFile && checker.getSymbolAtLocation(sourceFile)
      return symbol ? checker.getExportsOfModule(symbol) : []
    },
    close: () => api.close(),
  }
}

const readTopic = ({ checker, exportsOf }: Source, folder: string, files: readonly string[]): DomainTopic => {
  const typed = (symbols: readonly SourceSymbol[]) =>
    symbols.flatMap((symbol) => {
      const type = checker.getTypeOfSymbol(symbol)
      return type ? [{ name: symbol.name, type, summary: summaryOf(checker, symbol) }] : []
    })
  const has = (type: Type, ...names: readonly string[]) =>
    names.every((name) => checker.getPropertyOfType(type, name) !== undefined)
  const exported = typed(files.flatMap(exportsOf))

  return {
    folder: folder.slice(DOMAIN.length + 1),
    aggregates: exported
      .filter(({ type }) => has(type, 'initialState', 'evolve', 'snapshot'))
      .map(({ name, summary }) => ({ name: aggregateNames.get(name.toLowerCase()) ?? name, summary })),
    events: exported
      .flatMap(({ type }) => typed(checker.getPropertiesOfType(type)))
      .filter(({ name, type }) => isKey(eventDefinitions, name) && has(type, 'schemaVersion', 'older'))
      .map(({ name, summary }) => ({
        name,
        summary,
        schemaVersion: eventDefinitions[name as keyof typeof eventDefinitions].schemaVersion,
      })),
    commands: exported
      .filter(({ name, type }) => isKey(commandDefinitions, name) && has(type, 'decide', 'prepare'))
      .map(({ name, type, summary }) => ({
        name,
        summary,
        roles: commandDefinitions[name as keyof typeof commandDefinitions].roles,
        ...answersOf(checker, type),
      })),
    processes: exported
      .filter(({ type }) => has(type, 'commandsDue'))
      .map(({ name, summary }) => {
        const process = processIn(folder)
        return { name: process?.name ?? name, summary, follows: Object.keys(process?.on ?? {}) }
      }),
  }
}

/** Each has a folder of its own name. */
const processIn = (folder: string) =>
  processes.find(({ process }) => folder.endsWith(`/${process.name}`))?.process

const isKey = (registry: object, name: string) => Object.hasOwn(registry, name)
/** Constants are called like their aggregates, with a small letter. */
const aggregateNames = new Map(Object.keys(aggregates).map((name) => [name.toLowerCase(), name]))

/** Up to the first full stop; further sentences are for those who read the source. */
const summaryOf = (checker: Checker, symbol: SourceSymbol): string => {
  const text = checker.getDocumentationCommentOfSymbol(symbol).replace(/\s+/g, ' ').trim()
  return /^.*?[.](?=\s|$)/.exec(text)?.[0] ?? text
}

/** What a command's `decide` may answer, as inferred: the events of its yes and the reasons of its no. */
const answersOf = (checker: Checker, command: Type) => {
  const decide = checker.getPropertyOfType(command, 'decide')
  const [signature] = checker.getSignaturesOfType(checker.getTypeOfSymbol(decide!)!, SignatureKind.Call)
  const decision = checker.getReturnTypeOfSignature(signature!)!
  const property = (type: Type, name: string): Type[] => {
    const found = checker.getPropertyOfType(type, name)
    const of = found && checker.getTypeOfSymbol(found)
    return of ? membersOf(of) : []
  }
  const texts = (types: readonly Type[]): string[] =>
    [...new Set(types.flatMap((type) => (type.isStringLiteralType() ? [type.value] : [])))].sort()
  const outcomes = membersOf(decision)
  return {
    events: texts(
      outcomes
        .flatMap((outcome) => property(outcome, 'events'))
        .flatMap((list) => checker.getTypeArguments(list as never))
        .flatMap(membersOf)
        .flatMap((event) => property(event, 'type')),
    ),
    rejections: texts(
      outcomes
        .flatMap((outcome) => property(outcome, 'rejection'))
        .flatMap((rejection) => property(rejection, 'reason')),
    ),
  }
}

const membersOf = (type: Type): Type[] => (type.isUnionType() ? type.getTypes().flatMap(membersOf) : [type])

/** What has no sentence: registered and not found, or found without a comment. */
export const gapsIn = (topics: readonly DomainTopic[]): string[] => {
  const found = new Map(
    topics
      .flatMap((topic) => [...topic.aggregates, ...topic.events, ...topic.commands, ...topic.processes])
      .map(({ name, summary }) => [name, summary]),
  )
  const registered = [
    ...[aggregates, eventDefinitions, commandDefinitions].flatMap(Object.keys),
    ...processes.map(({ process }) => process.name),
  ]
  return [...new Set([...registered, ...found.keys()])].filter((name) => !found.get(name))
}
