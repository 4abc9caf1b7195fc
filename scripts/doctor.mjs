/**
 * `npm run doctor`: looks at everything the bank needs, and says of each thing whether it is well and what to do if
 * not. Exit code 1 when something is wrong. Changes nothing, and works when nothing else does.
 */
import { existsSync } from 'node:fs'
import { whatIsMissing } from './install/dependencies.mjs'
import { pinnedNode, pinnedVersion, runPinned } from './install/pinned-node.mjs'
import { say } from './sentence.mjs'

const report = (mark, name, text) => console.log(`${mark} ${name.padEnd(14)} ${text}`)

const problem = () => {
  try {
    return whatIsMissing()
  } catch (error) {
    return say(error)
  }
}

const missing = problem()
if (!existsSync(pinnedNode)) {
  report('✗', 'Runtime', 'the pinned Node is not installed → npm ci')
  report('✗', 'Dependencies', `${missing} → npm ci, or npm start, which runs it`)
  report('·', 'Others', 'can only be looked at when the dependencies are there')
  process.exitCode = 1
} else {
  report('✓', 'Runtime', `Node ${pinnedVersion()}, pinned; started by ${process.version}`)
  report(missing ? '✗' : '✓', 'Dependencies', missing ? `${missing} → npm ci` : 'as in package-lock.json')
  runPinned('scripts/doctor/main.ts', missing ? ['--something-is-wrong'] : [], 1)
}
