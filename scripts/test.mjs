/** `npm test`: everything, on a fresh clone too; `npm test -- unit e2e` runs only those parts. See `test/main.ts`. */
import { bootstrap } from './install/bootstrap.mjs'

await bootstrap('scripts/test/main.ts', process.argv.slice(2), { announce: false })
