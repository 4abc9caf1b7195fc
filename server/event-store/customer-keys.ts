/**
 * Every customer's own key, kept encrypted under the master key. Destroying it is how a customer is forgotten: the row
 * stays and says when, the key is gone.
 *
 * Keys are asked for each time they are needed and kept nowhere, so a key that any process has destroyed opens nothing
 * in any other from then on. A batch with a customer's event in it costs one query more; most have none.
 */

import type { Sql } from '../../db/client.ts'
import { inTransaction } from '../../db/transaction.ts'
import { type MasterKey, MasterKeyProblem, type MasterKeys, masterKey } from './master-key.ts'
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
  const given = masterKey()
  const opener = [given, given.former].find((one) => one?.id === master_key_id)
  if (!opener) throw wrongMasterKey(given, master_key_id)
  try {
    return decrypt(opener.key, encrypted_key, placeOf(customer_id))
  } catch {
    // One customer's misfortune: whoever else is in the batch can be read.
    return 'damaged'
  }
}

const wrongMasterKey = ({ id, former }: MasterKeys, needed: string) =>
  new MasterKeyProblem(
    former
      ? `The customers’ keys were encrypted under master key ${needed}, and those given are ${id} and, as the former one, ${former.id}: set PASSBOOK_MASTER_KEY_FORMER to what it was`
      : `The customers’ keys were encrypted under master key ${needed}, and the one given is ${id}: set PASSBOOK_MASTER_KEY (or the BETTER_AUTH_SECRET that it follows from) to what it was, or give that as PASSBOOK_MASTER_KEY_FORMER`,
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
    WHERE encrypted_key IS NOT NULL AND master_key_id NOT IN (${given.id}, ${(given.former ?? given).id})
    ORDER BY customer_id LIMIT 1`
  if (row) throw wrongMasterKey(given, row.master_key_id)
}

export type RekeyOptions = {
  /** How many are encrypted anew in one transaction. */
  readonly batch?: number
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: (done: number, total: number) => void
}

export type Rekeyed = {
  readonly rekeyed: number
  /** Customers whose key does not open. It is left as it was. */
  readonly damaged: readonly string[]
}

/**
 * Encrypts every customer's key that is under the former master key under the present one. No event changes, and who has
 * both keys can read everybody at any moment. Throws {@link MasterKeyProblem}, before anything is changed, when a key is
 * under neither; the signal's reason when stopped, and then what is done stays done and the next call goes on.
 */
export const rekeyCustomers = async (
  sql: Sql,
  { batch = 500, signal, onProgress }: RekeyOptions = {},
): Promise<Rekeyed> => {
  await checkMasterKey(sql)
  const { former, ...present } = masterKey()
  if (!former) return { rekeyed: 0, damaged: [] }
  const [count] = await sql<{ total: number }[]>`
    SELECT count(*)::int AS total FROM customer_keys
    WHERE encrypted_key IS NOT NULL AND master_key_id = ${former.id}`
  const damaged = new Set<string>()
  let rekeyed = 0
  let before: number
  // Again until nothing is found: a process that has not been told of the new key yet may still make some.
  do {
    before = rekeyed
    for (let after = FIRST_ID; ; ) {
      signal?.throwIfAborted()
      const page = await sql<{ customer_id: string }[]>`
        SELECT customer_id FROM customer_keys
        WHERE customer_id > ${after}::uuid AND encrypted_key IS NOT NULL AND master_key_id = ${former.id}
        ORDER BY customer_id LIMIT ${batch}`
      const last = page.at(-1)
      if (!last) break
      const ids = page.map(({ customer_id }) => customer_id)
      rekeyed += await rekey(sql, ids, { from: former, to: present, damaged })
      onProgress?.(rekeyed, Math.max(rekeyed, count?.total ?? 0))
      after = last.customer_id
    }
  } while (rekeyed > before)
  return { rekeyed, damaged: [...damaged].sort() }
}

const FIRST_ID = '00000000-0000-0000-0000-000000000000'

/** Locked first: of a customer who is forgotten at this moment, no key must come back. */
const rekey = (
  sql: Sql,
  ids: readonly string[],
  { from, to, damaged }: { from: MasterKey; to: MasterKey; damaged: Set<string> },
): Promise<number> =>
  inTransaction(sql, async (tx) => {
    const rows = await tx<{ customer_id: string; encrypted_key: Uint8Array }[]>`
      SELECT customer_id, encrypted_key FROM customer_keys
      WHERE customer_id = ANY (${idArray(ids)}::text::uuid[])
        AND encrypted_key IS NOT NULL AND master_key_id = ${from.id}
      ORDER BY customer_id
      FOR UPDATE`
    const renewed = rows.flatMap(({ customer_id, encrypted_key }) => {
      try {
        const key = decrypt(from.key, encrypted_key, placeOf(customer_id))
        return [{ customer_id, encrypted: encrypt(to.key, key, placeOf(customer_id)).toString('base64') }]
      } catch {
        damaged.add(customer_id)
        return []
      }
    })
    if (renewed.length === 0) return 0
    await tx`
      UPDATE customer_keys k SET encrypted_key = decode(n.encrypted, 'base64'), master_key_id = ${to.id}
      FROM unnest(${idArray(renewed.map(({ customer_id }) => customer_id))}::text::uuid[],
                  string_to_array(${renewed.map(({ encrypted }) => encrypted).join('\n')}, E'\n'))
           AS n (customer_id, encrypted)
      WHERE k.customer_id = n.customer_id`
    return renewed.length
  })

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Checked, because a damaged event may name anybody. */
const idArray = (ids: readonly string[]): string => `{${ids.filter((id) => UUID.test(id)).join(',')}}`
