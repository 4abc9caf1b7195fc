/** What a command answers, on standard output: text for people or, with `--json`, JSON and nothing else. */
import type { Writable } from 'node:stream'

export type Output = {
  readonly isJson: boolean
  /** A command's one answer. */
  readonly value: (value: unknown, asText: () => string) => Promise<void>
  /** One of many, as JSON Lines. Waits while whoever reads is slower. */
  readonly line: (value: unknown, asText: () => string) => Promise<void>
  /** Said to people where there are no lines; to a program no line says it. */
  readonly none: (text: string) => Promise<void>
}

export const createOutput = (stream: Writable, isJson: () => boolean): Output => {
  const write = (text: string): Promise<void> | void => {
    if (stream.destroyed || stream.write(`${text}\n`)) return
    return new Promise((resolve) => {
      const go = () => {
        stream.off('drain', go).off('error', go).off('close', go)
        resolve()
      }
      stream.on('drain', go).on('error', go).on('close', go)
    })
  }
  return {
    get isJson() {
      return isJson()
    },
    value: async (value, asText) => write(isJson() ? JSON.stringify(value, null, 2) : asText()),
    line: async (value, asText) => write(isJson() ? JSON.stringify(value) : asText()),
    none: async (text) => (isJson() ? undefined : write(text)),
  }
}

export const isClosedPipe = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'EPIPE'

/** Columns side by side, each as wide as its widest cell. */
export const columnsOf = (rows: readonly (readonly string[])[]): string => {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
