/** The seals' queries, on the log itself: how far it is sealed, and whether a part of it is what was sealed. */
import type { Sql } from '../../db/client.ts'
import { logToVerify, sealsFrom } from '../event-store/seals/bank-log.ts'
import { readSealHead } from '../event-store/seals/seals.ts'
import { verifyLog } from '../event-store/seals/verify.ts'
import { badInput } from './errors.ts'

export const sealHead = async (sql: Sql) => {
  const { position, hash, sealedAt, head, unsealed } = await readSealHead(sql)
  return { version: head, data: { position, hash, sealedAt, unsealed } }
}

/** `next` is where to go on; null at the end of what is sealed. */
export const verifySeals = async (sql: Sql, { from, limit }: { from: number; limit: number }) => {
  const { position: sealed, head, unsealed } = await readSealHead(sql)
  if (from > Math.max(1, sealed))
    throw badInput([{ path: 'from', reason: `is beyond the last seal, which ends at ${sealed}` }])
  // The last part is verified together with what comes after it.
  const to = from + limit > sealed ? undefined : from + limit - 1
  const { findings, ...checked } = await verifyLog({
    log: await logToVerify(sql),
    seals: sealsFrom(sql, from),
    from,
    to,
  })
  const next = to === undefined || !checked.isComplete ? null : checked.to + 1
  return {
    version: head,
    data: {
      findings: findings.map((finding) => ({ ...finding })),
      from: checked.from,
      to: checked.to,
      hash: checked.hash,
      // Where only a part was looked at, what follows it may well be sealed.
      unsealed: Math.min(unsealed, checked.unsealed),
      isComplete: checked.isComplete,
      next: next !== null && next > sealed ? null : next,
    },
  }
}
