/** How long the oldest event that some projector has not seen has been waiting, in seconds; 0 when all have seen all. */
import type { Sql } from '../../db/client.ts'
import { projectors } from '../read-models/registry.ts'

export const projectionDelaySeconds = async (sql: Sql): Promise<number> => {
  const [row] = await sql<{ seconds: number }[]>`
    SELECT coalesce(max(extract(epoch FROM now() - next.created_at)), 0)::float8 AS seconds
    FROM unnest(${projectors.map(({ name }) => name)}::text[]) AS p (name)
    LEFT JOIN projector_checkpoints c ON c.projector_name = p.name
    JOIN events next ON next.global_position = coalesce(c.last_position, 0) + 1`
  return row?.seconds ?? 0
}
