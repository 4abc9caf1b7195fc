/**
 * The build that end-to-end tests run against. Its folder is named after its inputs and never changes once it is
 * complete, so that test runs side by side, a running bank, and edits in between do not disturb each other. Builds that
 * no living run uses are removed.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isAlive, type ProcessRecord, self } from '../../db/embedded/process-lock.mjs'
import { ensureBuild } from '../bank/build.ts'
import { hashBuildInputs } from '../bank/build-inputs.ts'
import { root, runDir } from '../root.mjs'

const PREFIX = '.next-test-'

export const useTestBuild = async (
  doing: (text: string) => void,
): Promise<{ distDir: string; built: boolean }> => {
  const distDir = `${PREFIX}${hashBuildInputs(root).slice(0, 12)}`
  const use = join(runDir, `uses${distDir}-${process.pid}.json`)
  mkdirSync(runDir, { recursive: true })
  writeFileSync(use, JSON.stringify({ ...self(), distDir }))
  process.once('exit', () => rmSync(use, { force: true }))
  removeUnused(distDir)
  return { distDir, built: await ensureBuild({ distDir, doing, gently: true }) }
}

const removeUnused = (ours: string): void => {
  const used = new Set([ours])
  for (const name of readdirSync(runDir).filter((entry) => entry.startsWith(`uses${PREFIX}`))) {
    const path = join(runDir, name)
    const use = JSON.parse(readFileSync(path, 'utf8')) as ProcessRecord & { readonly distDir: string }
    if (isAlive(use)) used.add(use.distDir)
    else rmSync(path, { force: true })
  }
  for (const name of readdirSync(root).filter((entry) => entry.startsWith(PREFIX))) {
    if (!used.has(name)) rmSync(join(root, name), { recursive: true, force: true })
  }
}
