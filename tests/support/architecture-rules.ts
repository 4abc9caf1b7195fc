/**
 * The architecture as rules: which part of the project may import which, and what no part may do. Each rule answers
 * sentences about what breaks it, none when all is well. Everything is taken from the files handed in, so that the
 * rules themselves can be tried on made-up ones.
 */
import { childrenOf, isNamed, type Node, type SourceFile, walk } from './source-files.ts'

type Part = {
  /** Other parts of the project. */
  readonly parts: readonly string[]
  /** Parts of which only types may be used. */
  readonly typesOf?: readonly string[]
  /** Packages; all when not given. */
  readonly packages?: readonly string[]
}

const settings = ['server/config.ts', 'server/log.ts']
const server = [
  'server/domain',
  'server/event-store',
  'server/command-bus',
  'server/read-models',
  'server/exports',
  'server/clearing',
  'server/rates',
  'server/auth',
  'server/auth/forgetting.ts',
  'server/engine-room',
  'server/fault-injection',
  ...settings,
]

/**
 * Every folder of source has its line; the longest name that fits a file is its part. A part may always import itself.
 * `app`, `server/worker` and `tests` stand in nobody's list.
 */
export const PARTS: Readonly<Record<string, Part>> = {
  // Two libraries as pure as itself: what shapes are, and how an amount is handed out.
  'server/domain': { parts: [], packages: ['zod', 'dinero.js'] },
  'server/event-store': { parts: ['db', 'server/domain', ...settings] },
  // What holds a pool to hand it on may name its type; only those who may import `db` itself can do more with it.
  'server/command-bus': { parts: ['server/domain', 'server/event-store', ...settings], typesOf: ['db'] },
  'server/read-models': { parts: ['db', 'server/domain', 'server/event-store', ...settings] },
  // Writes files from what it is handed: it reads nothing, and answers nobody.
  'server/exports': { parts: ['server/domain'] },
  // Somebody else's house: of the bank it knows what money is.
  'server/clearing': { parts: ['db', 'server/domain', ...settings] },
  // The market: of the bank it knows which currencies there are, and what a rate is.
  'server/rates': { parts: ['server/domain'] },
  'server/auth': { parts: ['db', 'server/domain', 'server/command-bus', ...settings] },
  // Forgetting somebody takes the log, the read models and the users: nothing else in here reaches so far.
  'server/auth/forgetting.ts': {
    parts: [
      'db',
      'server/domain',
      'server/command-bus',
      'server/event-store',
      'server/read-models',
      'server/auth',
      ...settings,
    ],
  },
  // What looks into the machinery: of the log as it stands, and of the read models beside it.
  'server/engine-room': {
    parts: [
      'db',
      'server/domain',
      'server/event-store',
      'server/command-bus',
      'server/read-models',
      ...settings,
    ],
  },
  // Lets go wrong, in a demo bank, what could go wrong in any: by the parts' own doors, and none of them knows of it.
  'server/fault-injection': {
    parts: [
      'db',
      'server/domain',
      'server/event-store',
      'server/clearing',
      'server/read-models',
      ...settings,
    ],
  },
  'server/worker': { parts: ['db', 'server/main.ts', 'server/node-flags.ts', ...server] },
  'server/trpc': {
    parts: [
      'server/domain',
      'server/command-bus',
      'server/read-models',
      'server/auth',
      'server/auth/forgetting.ts',
      'server/engine-room',
      'server/fault-injection',
      'server/trpc/account-accrual.ts',
      'server/trpc/account-balance.ts',
      'server/trpc/account-interest.ts',
      'server/trpc/account-limits.ts',
      'server/trpc/audit-stream.ts',
      'server/trpc/customer-settings.ts',
      'server/trpc/exchange-quote.ts',
      'server/trpc/history.ts',
      'server/trpc/snapshot-list.ts',
      'server/trpc/seal-queries.ts',
      ...settings,
    ],
    typesOf: ['db', 'server/rates'],
  },
  // The one place where the API reads the log itself: an auditor asks for exactly what stands there.
  'server/trpc/audit-stream.ts': {
    parts: ['db', 'server/domain', 'server/event-store', 'server/read-models', 'server/trpc'],
  },
  // Snapshots and times gone by are the log's own, too.
  'server/trpc/history.ts': {
    parts: [
      'db',
      'server/domain',
      'server/event-store',
      'server/read-models',
      'server/trpc',
      'server/trpc/audit-stream.ts',
    ],
  },
  'server/trpc/snapshot-list.ts': {
    parts: ['db', 'server/domain', 'server/event-store', 'server/read-models'],
  },
  // And for whether it stands there as it was appended.
  'server/trpc/seal-queries.ts': {
    parts: ['db', 'server/domain', 'server/event-store', 'server/read-models', 'server/trpc'],
  },
  // And for what the next command will find, whatever the read models show.
  'server/trpc/account-balance.ts': {
    parts: ['db', 'server/domain', 'server/event-store', 'server/read-models'],
  },
  // And for what an account has earned by the day on which it is closed.
  'server/trpc/account-accrual.ts': { parts: ['db', 'server/domain', 'server/event-store'] },
  // And for what was carried out of its last month, which no read model has.
  'server/trpc/account-interest.ts': {
    parts: ['db', 'server/domain', 'server/event-store', 'server/read-models', 'server/trpc'],
  },
  // Nor may a choice that was just made be missing from the form that it is about.
  'server/trpc/customer-settings.ts': {
    parts: ['db', 'server/domain', 'server/event-store', 'server/read-models'],
  },
  'server/trpc/account-limits.ts': {
    parts: ['db', 'server/domain', 'server/event-store', 'server/read-models'],
  },
  // Nor a price that was named a moment ago and holds for seconds.
  'server/trpc/exchange-quote.ts': {
    parts: ['db', 'server/domain', 'server/event-store', 'server/read-models', 'server/trpc'],
  },
  'server/web': { parts: ['db', 'server/main.ts', 'server/trpc', ...server] },
  'server/main.ts': { parts: ['db', 'server/trpc', 'server/web', ...server] },
  'server/config.ts': { parts: [] },
  'server/log.ts': { parts: [] },
  'server/node-flags.ts': { parts: [] },
  'server/quick-imports.mjs': { parts: [] },
  db: { parts: [] },
  'db/embedded': { parts: [] },
  'db/demo': { parts: ['db', ...server] },
  app: { parts: ['server/domain'], typesOf: ['server/trpc'] },
  scripts: { parts: ['db', 'db/embedded', 'db/demo', 'server/main.ts', 'server/node-flags.ts', ...server] },
  bench: {
    parts: [
      'db',
      'db/embedded',
      'db/demo',
      'server/main.ts',
      'server/node-flags.ts',
      'server/trpc',
      'server/web',
      ...server,
    ],
  },
  tests: {
    parts: [
      'app',
      'bench',
      'db',
      'db/embedded',
      'db/demo',
      'scripts',
      'server/main.ts',
      'server/trpc',
      'server/trpc/account-interest.ts',
      'server/web',
      'server/worker',
      ...server,
    ],
  },
  // Checks files with the bank's own code, but without a bank.
  'docs/examples/verify-seals.ts': { parts: ['server/event-store'] },
  // Programs for other systems: they know the bank by its API alone.
  'docs/examples': { parts: [] },
  // What tools read from the project's root: each stands alone.
  'drizzle.config.ts': { parts: [] },
  'next.config.ts': { parts: [] },
  'playwright.config.ts': { parts: ['tests'] },
  'vitest.config.ts': { parts: [] },
}

export const partOf = (path: string, parts: Readonly<Record<string, Part>> = PARTS): string | undefined =>
  Object.keys(parts)
    .filter((part) => path === part || path.startsWith(`${part}/`))
    .sort((a, b) => b.length - a.length)[0]

/** A new folder has no part until somebody has thought about who may import it. */
export const filesWithoutPart = (files: readonly SourceFile[]): string[] =>
  files
    .filter(({ path }) => {
      const part = partOf(path)
      // Within `server` and `db` a folder is a part of its own; only files lie in `db` itself.
      return part === undefined || (part === 'db' && path.split('/').length > 2)
    })
    .map(({ path }) => `${path} belongs to no part: say in PARTS what its folder may import`)

export const forbiddenImports = (files: readonly SourceFile[]): string[] =>
  files.flatMap(({ path, imports }) => {
    const from = partOf(path)
    const rule = from === undefined ? undefined : PARTS[from]
    if (!rule) return []
    return imports.flatMap(({ specifier, file, typeOnly }) => {
      if (specifier === '(computed)')
        return from === 'tests' || from === 'scripts' || from === 'bench'
          ? []
          : [`${path} imports a computed name, which cannot be checked`]
      if (file === undefined)
        return rule.packages && !rule.packages.includes(packageOf(specifier))
          ? [`${path} imports the package ${specifier}; ${from} may use only ${rule.packages.join(', ')}`]
          : []
      const to = partOf(file)
      if (to === from || (to !== undefined && rule.parts.includes(to))) return []
      if (to !== undefined && rule.typesOf?.includes(to))
        return typeOnly ? [] : [`${path} imports more than types of ${to}: write "import type" for ${file}`]
      return [`${path} imports ${file}, but ${from} may not import ${to ?? 'what belongs to no part'}`]
    })
  })

const packageOf = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')

/** Node runs the files as they are, so a relative import is the name of a file that exists, ending included. */
export const unresolvedImports = (files: readonly SourceFile[]): string[] => {
  const known = new Set(files.map(({ path }) => path))
  return files.flatMap(({ path, imports }) =>
    imports
      .filter(({ file }) => file !== undefined && !known.has(file) && !/\.(css|json|svg)$/.test(file))
      .map(
        ({ specifier }) => `${path} imports '${specifier}', which names no file: is its .ts ending missing?`,
      ),
  )
}

/** Each cycle once, as the files along it. With types or without: at run time only the latter can hurt. */
export const importCycles = (
  files: readonly SourceFile[],
  { types }: { readonly types: boolean },
): string[] => {
  const edges = new Map(
    files.map(({ path, imports }) => [
      path,
      imports.flatMap(({ file, typeOnly }) => (file !== undefined && (types || !typeOnly) ? [file] : [])),
    ]),
  )
  const cycles: string[] = []
  const done = new Set<string>()
  const visit = (path: string, trail: readonly string[]): void => {
    const start = trail.indexOf(path)
    if (start >= 0) {
      cycles.push([...trail.slice(start), path].join(' → '))
      return
    }
    if (done.has(path)) return
    for (const next of edges.get(path) ?? []) visit(next, [...trail, path])
    done.add(path)
  }
  for (const path of edges.keys()) visit(path, [])
  return cycles
}

const IMPURE = new Set([
  ...['process', 'globalThis', 'global', 'window', 'crypto', 'performance', 'console', 'fetch', 'Buffer'],
  ...['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'require'],
])

/** What the domain must be handed instead: the time, an id, a random number, anything from outside. */
export const impurities = (files: readonly SourceFile[]): string[] =>
  files
    .filter(({ path }) => partOf(path) === 'server/domain')
    .flatMap(({ path, program }) =>
      outsideNames(program).map((name) => `${path} uses ${name}: the domain has no clock, chance or outside`),
    )

const outsideNames = (program: Node): string[] => {
  const names: string[] = []
  walkValues(program, (node) => {
    if (node.type === 'Identifier' && IMPURE.has(String(node.name))) names.push(String(node.name))
    if (node.type === 'MemberExpression' && isNamed(node.object, 'Math') && propertyOf(node) === 'random')
      names.push('Math.random')
    if (node.type === 'MemberExpression' && isNamed(node.object, 'Date') && propertyOf(node) === 'now')
      names.push('Date.now')
    if (node.type === 'MemberExpression' && isNamed(node.object, 'Temporal') && propertyOf(node) === 'Now')
      names.push('Temporal.Now')
    if (node.type === 'CallExpression' && isNamed(node.callee, 'Date')) names.push('Date()')
    if (
      node.type === 'NewExpression' &&
      isNamed(node.callee, 'Date') &&
      (node.arguments as unknown[]).length === 0
    )
      names.push('new Date()')
    if (node.type === 'MetaProperty') names.push('import.meta')
  })
  return names
}

const ENVIRONMENT_READERS = new Set(['server/config.ts', 'server/log.ts'])

export const environmentReads = (files: readonly SourceFile[]): string[] =>
  files
    .filter(({ path }) => path.startsWith('server/') && !ENVIRONMENT_READERS.has(path))
    .filter(({ program }) => readsEnvironment(program))
    .map(
      ({ path }) => `${path} reads process.env: only server/config.ts does, and hands on what it has checked`,
    )

const readsEnvironment = (program: Node): boolean => {
  let found = false
  walk(program, (node) => {
    // Setting variables, for a library that looks for them, reads nothing.
    const given = setsVariables(node)
    if (given) {
      found ||= given.some(readsEnvironment)
      return false
    }
    if (isEnvironment(node)) found = true
    if (node.type === 'VariableDeclarator' && isProcess(node.init))
      found ||= ((node.id as Node).type === 'ObjectPattern' && namesEnv(node.id as Node)) as boolean
    if (node.type === 'ImportDeclaration' && /^(node:)?process$/.test(String((node.source as Node).value)))
      found ||= (node.specifiers as Node[]).some(({ imported }) => isNamed(imported, 'env'))
  })
  return found
}

/** What `process.env.A = given` and `Object.assign(process.env, given)` give. */
const setsVariables = (node: Node): Node[] | undefined => {
  if (node.type === 'AssignmentExpression' && isVariable(node.left)) return [node.right as Node]
  if (node.type !== 'CallExpression') return undefined
  const [target, ...given] = node.arguments as Node[]
  const callee = node.callee as Node
  const assigns = isNamed(callee.object, 'Object') && propertyOf(callee) === 'assign'
  return assigns && target && isEnvironment(target) ? given : undefined
}

const isEnvironment = (node: unknown): boolean =>
  (node as Node).type === 'MemberExpression' &&
  propertyOf(node as Node) === 'env' &&
  isProcess((node as Node).object)

const isVariable = (node: unknown): boolean =>
  (node as Node).type === 'MemberExpression' && isEnvironment((node as Node).object)

const isProcess = (node: unknown): boolean =>
  isNamed(node, 'process') ||
  ((node as Node | null)?.type === 'MemberExpression' && propertyOf(node as Node) === 'process')

const namesEnv = (pattern: Node): boolean =>
  (pattern.properties as Node[]).some(({ key }) => isNamed(key, 'env'))

/** `object.name` and `object['name']`. */
const propertyOf = (node: Node): unknown =>
  node.type !== 'MemberExpression'
    ? undefined
    : node.computed
      ? (node.property as Node).value
      : (node.property as Node).name

export const filesWithoutOpening = (files: readonly SourceFile[]): string[] =>
  files
    .filter(({ path }) => /^(server|db)\//.test(path) && !/\.d\.m?ts$/.test(path))
    .filter(({ text }) => !/^(#!.*\n)?\/[*/]/.test(text))
    .map(({ path }) => `${path} does not open with a comment that says what it promises`)

/** Like {@link walk}, but only over what is there at run time, and without the names of properties. */
const walkValues = (node: Node, visit: (node: Node) => void): void => {
  if (/^TS(Type|Interface|ImportType)/.test(node.type)) return
  visit(node)
  const propertyName =
    node.type === 'MemberExpression' && !node.computed
      ? node.property
      : node.type === 'Property' && !node.computed && !node.shorthand
        ? node.key
        : undefined
  for (const child of childrenOf(node)) if (child !== propertyName) walkValues(child, visit)
}
