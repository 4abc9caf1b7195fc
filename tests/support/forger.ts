/** Somebody with the database's superuser, for whom no trigger and no missing right is in the way. */
import postgres from 'postgres'
import { afterAll } from 'vitest'
import { dial } from '../../db/address.ts'

export type Forger = {
  /** Each statement as it is, triggers off. */
  readonly does: (...statements: string[]) => Promise<void>
}

export const createForger = (adminUrl: string): Forger => {
  const sql = postgres(...dial(adminUrl, { max: 1, onnotice: () => undefined }))
  afterAll(() => sql.end())
  return {
    does: async (...statements) => {
      await sql.unsafe('SET session_replication_role = replica')
      for (const statement of statements) await sql.unsafe(statement)
    },
  }
}
