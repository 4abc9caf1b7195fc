/** One attempt at a rebuild, and what becomes of it when the attempt goes wrong. */
import postgres from 'postgres'
import type { Sql } from '../../../db/client.ts'
import { isConnectionLost } from '../../event-store/errors.ts'
import { ProjectionFailed } from '../projection.ts'
import { type CarryOutOptions, type CarryOutResult, carryOut, type RebuildToCarry } from './carry-out.ts'
import { failRebuild, noteTrouble } from './requests.ts'

/** `interrupted`: by the database; it stays where it is and may be tried again. `failed`: it has been ended. */
export type Attempt =
  | { readonly result: CarryOutResult }
  | { readonly result: 'interrupted' | 'failed'; readonly error: unknown }

export const attemptRebuild = async (
  sql: Sql,
  rebuild: RebuildToCarry,
  options: CarryOutOptions,
): Promise<Attempt> => {
  try {
    return { result: await carryOut(rebuild, options) }
  } catch (error) {
    const cause = error instanceof ProjectionFailed ? error.cause : error
    const message = error instanceof Error ? error.message : String(error)
    if (isConnectionLost(cause) || cause instanceof postgres.PostgresError) {
      await noteTrouble(sql, rebuild.id, message)
      return { result: 'interrupted', error }
    }
    await failRebuild(sql, rebuild, message)
    return { result: 'failed', error }
  }
}
