/** What is sent to Postgres as an array comes back from it as the same. */
import { expect, test } from 'vitest'
import { createTestDatabase } from '../support/database.ts'
import { fc, runs } from '../support/property.ts'

const { sql } = await createTestDatabase({ migrated: false })
const echo = async (xs: readonly unknown[], type: 'text' | 'uuid' | 'int' | 'bigint') => {
  const given = xs as never
  const [row] = await sql<{ xs: unknown[] }[]>`SELECT ${given}::${sql.unsafe(type)}[] AS xs ORDER BY 1`
  return row!.xs
}

const text = fc.oneof(
  fc.string({ unit: 'binary' }).filter((one) => !one.includes('\0')),
  fc.constantFrom('', 'NULL', 'null', ' ', '\\', '"', '{', '},{', 'a,b', '\n', '\\"', '{"a":"\\n"}'),
)
test.each([
  ['text', fc.option(text)],
  ['uuid', fc.uuid()],
  ['int', fc.option(fc.integer())],
  ['bigint', fc.maxSafeInteger()],
] as const)('of %s', (type, element) =>
  fc.assert(
    fc.asyncProperty(fc.array(element as fc.Arbitrary<unknown>), async (xs) => {
      expect(await echo(xs, type)).toEqual(xs)
    }),
    runs(100),
  ),
)

test('no connection asks for the types that there are', () => expect(sql.options.fetch_types).toBe(false))
