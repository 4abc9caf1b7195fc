/**
 * A transaction that survives the loss of its connection: the caller gets the error, and the process goes on.
 *
 * Why not the driver's own `begin` (postgres 3.4.9): when the connection dies it still sends a ROLLBACK, to a socket
 * that is gone, and the TypeError of that is nobody's to catch. Here a dead connection is left alone; the driver has
 * put it away already, and the server has rolled back.
 */
import type postgres from 'postgres'
import type { Sql } from './client.ts'
import { isConnectionLost } from './connection-lost.ts'

type Connection = postgres.ISql<{ bigint: number }>

/**
 * Commits when `work` is done, rolls back when it throws. `work` should wait for nothing but its own queries, so that
 * the transaction is never idle while the connection may be closing.
 */
export const inTransaction = async <Result>(
  sql: Sql,
  work: (transaction: Connection) => Promise<Result>,
): Promise<Result> => {
  const connection = await sql.reserve()
  try {
    await connection`begin`
    const result = await work(connection)
    await connection`commit`
    connection.release()
    return result
  } catch (error) {
    if (!isConnectionLost(error)) {
      await connection`rollback`
      connection.release()
    }
    throw error
  }
}
