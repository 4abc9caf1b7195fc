/**
 * Lighthouse itself: it and what it brings along weigh more than all of the bank, so it is no dependency but fetched,
 * this very version of it, when it is first asked for.
 */
import { execFile } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { root } from '../root.mjs'

export const VERSION = '13.5.0'

const folder = join(root, '.data', `lighthouse-${VERSION}`)
const entry = join(folder, 'node_modules/lighthouse/core/index.js')

export const categories = ['performance', 'accessibility', 'best-practices'] as const
export type Category = (typeof categories)[number]

/** Of what it tells, what is asked for here. */
export type Report = {
  readonly categories: Readonly<
    Record<Category, { score: number | null; auditRefs: readonly { id: string; weight: number }[] }>
  >
  readonly audits: Readonly<
    Record<string, { score: number | null; title: string; displayValue?: string } | undefined>
  >
}

type Lighthouse = {
  readonly default: (url: string, flags: object, config?: object) => Promise<{ lhr: Report } | undefined>
  readonly desktopConfig: object
}

export const openLighthouse = async (doing: (text: string) => void): Promise<Lighthouse> => {
  if (!existsSync(entry)) {
    doing(`fetching lighthouse ${VERSION}`)
    mkdirSync(folder, { recursive: true })
    await promisify(execFile)(
      'npm',
      ['install', '--prefix', folder, '--no-audit', '--no-fund', '--ignore-scripts', `lighthouse@${VERSION}`],
      { shell: process.platform === 'win32' },
    )
  }
  return (await import(pathToFileURL(entry).href)) as Lighthouse
}
