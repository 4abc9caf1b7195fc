/**
 * `npm start`, `npm run dev`, `npm run web`, `npm run worker`: from a fresh clone to a running bank. Needs nothing but
 * Node 20.9 and npm; what could only fail later is refused before the long steps.
 */
import { otherParts } from './bank/leases.mjs'
import { demandFree, portOf } from './bank/ports.mjs'
import { bootstrap } from './install/bootstrap.mjs'
import { Sentence } from './sentence.mjs'

const mode = process.argv[2] ?? 'start'

const check = async () => {
  if (mode === 'worker') return
  const port = portOf(process.env)
  const running = otherParts().find((part) => part.mode !== 'worker' && (part.port === port || isWhole(part)))
  if (running) {
    throw new Sentence(
      `Passbook is already running in this folder (process ${running.pid}, http://localhost:${running.port}): use that one, or stop it first.`,
    )
  }
  await demandFree(port)
}

/** Two whole banks on one embedded database make no sense; with DATABASE_URL they may be on different ones. */
const isWhole = (part) => part.embedded && part.mode !== 'web' && mode !== 'web' && !process.env.DATABASE_URL

await bootstrap('scripts/bank/main.ts', [mode], { check, mayStop: true })
