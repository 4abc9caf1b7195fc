/** What the numbers were measured on. */
import { readFileSync } from 'node:fs'
import { cpus, release, totalmem, type } from 'node:os'

export type Machine = {
  readonly date: string
  readonly cpu: string
  readonly cores: number
  readonly memoryGb: number
  readonly os: string
  readonly postgres: string
  readonly node: string
}

export const describeMachine = (postgres: string): Machine => ({
  date: new Date().toISOString().slice(0, 10),
  cpu: cpus()[0]?.model.trim() ?? 'unknown',
  cores: cpus().length,
  memoryGb: Math.round(totalmem() / 2 ** 30),
  os: osName(),
  postgres,
  node: process.versions.node,
})

const osName = (): string => {
  try {
    const name = /^PRETTY_NAME="?([^"\n]+)/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1]
    if (name) return name
  } catch {
    // Not a Linux.
  }
  return `${type()} ${release()}`
}
