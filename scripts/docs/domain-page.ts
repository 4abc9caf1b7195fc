/** docs/domain.md: the bank's whole language on one page, as its source has it. */
import { rejections } from '../../server/domain/rejections.ts'
import type { DomainTopic } from './domain-source.ts'

export const domainPage = (topics: readonly DomainTopic[]): string =>
  `${[
    '# The domain',
    'Made from the source by `npm run docs:domain`, and compared with it by the tests: every aggregate, event, command, rejection and process of the bank. The sentences are the comments above them; what a command may write and why it may be refused is what the compiler infers of its rules.',
    ...topics.flatMap(topicSections),
    '## Rejections',
    table(
      ['reason', 'what it says'],
      Object.entries(rejections).map(([reason, summary]) => [`\`${reason}\``, summary]),
    ),
  ].join('\n\n')}\n`

const topicSections = ({ folder, aggregates, events, commands, processes }: DomainTopic): string[] => {
  if (aggregates.length + events.length + commands.length + processes.length === 0) return []
  return [
    `## ${titleOf(folder)}`,
    ...aggregates.map(({ name, summary }) => `**\`${name}\`** ${summary} Its streams are \`${name}-<id>\`.`),
    ...processes.map(
      ({ name, summary, follows }) => `**Process \`${name}\`** ${summary} It follows ${names(follows)}.`,
    ),
    ...section(
      ['event', 'what has happened'],
      events.map(({ name, summary, schemaVersion }) => [
        `\`${name}\`${schemaVersion > 1 ? ` (version ${schemaVersion})` : ''}`,
        summary,
      ]),
    ),
    ...section(
      ['command', 'what is asked for', 'by', 'may write', 'may be refused as'],
      commands.map((command) => [
        `\`${command.name}\``,
        command.summary,
        command.roles.join(', '),
        names(command.events),
        names(command.rejections),
      ]),
    ),
  ]
}

/** `bank-account` → `Bank account`. */
const titleOf = (folder: string): string => {
  const words = folder.replaceAll('-', ' ')
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`
}

const names = (list: readonly string[]): string => list.map((name) => `\`${name}\``).join(', ') || 'none'

const section = (heads: readonly string[], rows: readonly (readonly string[])[]): string[] =>
  rows.length === 0 ? [] : [table(heads, rows)]

const table = (heads: readonly string[], rows: readonly (readonly string[])[]): string =>
  [heads, heads.map(() => '---'), ...rows]
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`)
    .join('\n')
