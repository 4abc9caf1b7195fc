/**
 * The key that the customers' keys are encrypted under. It belongs to the process as the address of the database does:
 * set once, from the environment, by whoever puts the process together, before a customer's event is written or read.
 *
 * On `globalThis`, because two module graphs may live in one process.
 */
import { KEY_BYTES, keyIdOf } from './sealed-text.ts'

export type MasterKey = { readonly id: string; readonly key: Uint8Array }

/** The customers' keys cannot be opened; the message says what the operator must give. */
export class MasterKeyProblem extends Error {
  override name = 'MasterKeyProblem'
}

const PLACE = Symbol.for('passbook.master-key')
type Holder = { [PLACE]?: MasterKey | undefined }

export const setMasterKey = (key: Uint8Array): void => {
  if (key.length !== KEY_BYTES) throw new RangeError(`A master key has ${KEY_BYTES} bytes`)
  ;(globalThis as Holder)[PLACE] = { id: keyIdOf(key), key }
}

export const masterKey = (): MasterKey => {
  const key = (globalThis as Holder)[PLACE]
  if (!key)
    throw new MasterKeyProblem(
      'Customers’ names are encrypted and no master key was given: set PASSBOOK_MASTER_KEY, or the BETTER_AUTH_SECRET that it follows from',
    )
  return key
}
