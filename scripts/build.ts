/** `npm run build`: the production build of `app/`, when its inputs have changed. */
import { ensureBuild } from './bank/build.ts'
import { say } from './sentence.mjs'
import { createSteps } from './steps.mjs'

try {
  await createSteps().step('Build', async (doing) =>
    (await ensureBuild({ distDir: process.env.PASSBOOK_DIST_DIR || '.next', doing }))
      ? 'built'
      : 'up to date',
  )
} catch (error) {
  process.stderr.write(`${say(error)}\n`)
  process.exitCode = 1
}
