/** Words that stand in a component instead of in app/text, where a translation would not find them. */
import { type Node, type SourceFile, walk } from './source-files.ts'

/** Attributes whose text is read by a person, or read out to one. */
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

/** As `path: words`, one for each place. */
export const wordsInComponents = (files: readonly SourceFile[]): string[] =>
  files
    .filter(({ path }) => path.startsWith('app/') && path.endsWith('.tsx'))
    .flatMap(({ path, program }) => {
      const found: string[] = []
      walk(program, (node) => {
        const words = wordsOf(node)
        if (words !== undefined) found.push(`${path}: ${words.trim().replace(/\s+/g, ' ')}`)
      })
      return found
    })

const wordsOf = (node: Node): string | undefined => {
  if (node.type === 'JSXText') return hasWords(node.value) ? node.value : undefined
  if (node.type !== 'JSXAttribute') return undefined
  const { name } = node.name as { name?: unknown }
  const value = (node.value as { value?: unknown } | null)?.value
  return SPOKEN.has(String(name)) && hasWords(value) ? value : undefined
}
