/** Words for people that stand in the code instead of in app/text, where a translation would not find them. */
import { childrenOf, type Node, type SourceFile } from './source-files.ts'

/** Attributes and properties whose text is read by a person, or read out to one. */
const SPOKEN = new Set([
  'alt',
  'aria-label',
  'description',
  'detail',
  'error',
  'label',
  'legend',
  'message',
  'note',
  'placeholder',
  'title',
])
const hasWords = (value: unknown): value is string => typeof value === 'string' && /\p{L}{2}/u.test(value)

/** Begins with a capital and goes on with further words, or is words that end like a sentence. */
const isSentence = (value: unknown): value is string =>
  typeof value === 'string' &&
  (/^\p{Lu}[\p{L}’']* .*\p{L}{2}/u.test(value) || /^[\p{L}’',]{2,}( [\p{L}’',]+)+[.?!…]$/u.test(value))

/** As `path: words`, one for each place. */
export const wordsInComponents = (files: readonly SourceFile[]): string[] =>
  files
    .filter(({ path }) => path.startsWith('app/') && !path.startsWith('app/text/'))
    .flatMap(({ path, program }) =>
      wordsUnder(program).map((words) => `${path}: ${words.trim().replace(/\s+/g, ' ')}`),
    )

const wordsUnder = (node: Node): string[] => {
  // Told to whoever writes the program, not to whoever uses it.
  if (node.type === 'ThrowStatement' || node.type === 'ImportDeclaration') return []
  const words = wordsOf(node)
  return words === undefined ? childrenOf(node).flatMap(wordsUnder) : [words]
}

const wordsOf = (node: Node): string | undefined => {
  switch (node.type) {
    case 'JSXText':
      return hasWords(node.value) ? node.value : undefined
    case 'JSXAttribute':
    case 'Property': {
      const { name, key, value } = node as { name?: Named; key?: Named; value?: Node | null }
      const text = value?.type === 'Literal' ? value.value : undefined
      return SPOKEN.has(String(name?.name ?? key?.name)) && hasWords(text) ? text : undefined
    }
    case 'Literal':
      return isSentence(node.value) ? node.value : undefined
    case 'TemplateLiteral': {
      const parts = (node.quasis as { value: { cooked: string } }[]).map(({ value }) => value.cooked)
      const whole = parts.join('…')
      const isProgram = /[{};]/.test(whole)
      return !isProgram && (isSentence(whole) || /\p{L}{2} \p{L}{2}/u.test(whole)) ? whole : undefined
    }
    default:
      return undefined
  }
}

type Named = { readonly name?: unknown }
