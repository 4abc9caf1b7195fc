/**
 * Seals what has been appended, every {@link SEAL_MS}. Any number of workers may do so at once: one of them does the
 * work, gently, and it costs the one who appends nothing. A log that cannot be sealed is said loudly, again and again.
 */
import { setInterval as every } from 'node:timers/promises'
import type { Sql } from '../../db/client.ts'
import { LogHasHole, sealLog } from '../event-store/seals/seals.ts'
import { log } from '../log.ts'
import { createBackoff } from './backoff.ts'

const SEAL_MS = 1_000

/** Until `signal` aborts; the seal in hand is finished. */
export const keepSealing = async (
  sql: Sql,
  { signal, sealMs = SEAL_MS }: { signal: AbortSignal; sealMs?: number },
): Promise<void> => {
  const backoff = createBackoff()
  try {
    for await (const _ of every(sealMs, undefined, { signal })) {
      if (!backoff.mayTry('sealing')) continue
      try {
        await sealLog(sql, { signal, gently: true })
        backoff.succeeded('sealing')
      } catch (err) {
        const retryInMs = backoff.failed('sealing')
        const position = err instanceof LogHasHole ? err.position : undefined
        log.error({ err, position, retryInMs }, 'The log cannot be sealed')
      }
    }
  } catch (err) {
    if (!signal.aborted) log.fatal({ err }, 'Sealing has ended')
  }
}
