/**
 * Every customer's own key, kept encrypted under the master key. Destroying it is how a customer is forgotten: the row
 * stays and says when, the key is gone.
 *
 * Keys are asked for each time they are needed and kept nowhere, so a key that any process has destroyed opens nothing
 * in any other from then on. A batch with a customer's event in it costs one query more; most have none.
 */

import { type MasterKey, MasterKeyProblem, masterKey } from './master-key.ts'
import type { Queryable } from './new-events.ts'
import { decrypt, encrypt, newKey } from './sealed-text.ts'

/** By customer. Who is not in it has never had a key. */
export type CustomerKeys = ReadonlyMap<string, CustomerKey>
export type CustomerKey = Uint8Array | 'destroyed' | 'damaged'

type KeyRow = { customer_id: string; encrypted_key: Uint8Array | null; master_key_id: string }

const placeOf = (customerId: string) => ['customer key', customerId]

/** Throws {@link MasterKeyProblem} when one of them was encrypted under another master key. */
export const readKeys = async (sql: Queryable, customerIds: Iterable<string>): Promise<CustomerKeys> => {
  const wanted = [...new Set(customerIds)]
  if (wanted.length === 0) return new Map()
  const rows = await sql<KeyRow[]>`
    SELECT k.customer_id, k.encrypted_key, k.master_key_id
    FROM unnest(${idArray(wanted)}::text::uuid[]) AS w (customer_id) JOIN customer_keys k USING (customer_id)
    ORDER BY k.customer_id`
  return new Map(rows.map((row) => [row.customer_id, keyIn(row)]))
}

const keyIn = ({ customer_id, encrypted_key, master_key_id }: KeyRow): CustomerKey => {
  if (encrypted_key === null) return 'destroyed'
  const master = masterKey()
  if (master.id !== master_key_id) throw wrongMasterKey(master, master_key_id)
  try {
    return decrypt(master.key, encrypted_key, placeOf(customer_id))
  } catch {
    // One customer's misfortune: whoever else is in the batch can be read.
    return 'damaged'
  }
}

const wrongMasterKey = (given: MasterKey, needed: string) =>
  new MasterKeyProblem(
    `The customers’ keys were encrypted under master key ${needed}, and the one given is ${given.id}: set PASSBOOK_MASTER_KEY (or the BETTER_AUTH_SECRET that it follows from) to what it was`,
  )

/** Their keys, those who have none being given one. Sorted, so that two who do this at once never wait for each other. */
export const makeKeys = async (sql: Queryable, customerIds: Iterable<string>): Promise<CustomerKeys> => {
  const ids = [...new Set(customerIds)].sort()
  const known = await readKeys(sql, ids)
  const missing = ids.filter((id) => !known.has(id))
  if (missing.length === 0) return known
  const { id, key } = masterKey()
  const encrypted = missing.map((customerId) =>
    encrypt(key, newKey(), placeOf(customerId)).toString('base64'),
  )
  await sql`
    INSERT INTO customer_keys (customer_id, encrypted_key, master_key_id)
    SELECT n.customer_id, decode(n.encrypted, 'base64'), ${id}
    FROM unnest(${idArray(missing)}::text::uuid[], string_to_array(${encrypted.join('\n')}, E'\n'))
         AS n (customer_id, encrypted)
    ON CONFLICT (customer_id) DO NOTHING`
  // What stands there now: somebody else may have been faster.
  return new Map([...known, ...(await readKeys(sql, missing))])
}

/** Throws {@link MasterKeyProblem} when the bank's keys cannot be opened with this process' master key. */
export const checkMasterKey = async (sql: Queryable): Promise<void> => {
  const given = masterKey()
  const [row] = await sql<{ master_key_id: string }[]>`
    SELECT master_key_id FROM customer_keys
    WHERE encrypted_key IS NOT NULL AND master_key_id <> ${given.id}
    ORDER BY customer_id LIMIT 1`
  if (row) throw wrongMasterKey(given, row.master_key_id)
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Checked, because a damaged event may name anybody. */
const idArray = (ids: readonly string[]): string => `{${ids.filter((id) => UUID.test(id)).join(',')}}`
