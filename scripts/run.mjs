/** Runs a script of the project under the pinned Node, installing first what is missing: `node scripts/run.mjs FILE …`. */
import { bootstrap } from './install/bootstrap.mjs'

const [script, ...args] = process.argv.slice(2)

await bootstrap(script, args, { announce: false })
