/**
 * The key that the customers' keys are encrypted under. It belongs to the process as the address of the database does:
 * set once, from the environment, by whoever puts the process together, before a customer's event is written or read.
 *
 * On `globalThis`, because two module graphs may live in one process.
 */
import { KEY_BYTES, keyIdOf } from './sealed-text.ts'

export type MasterKey = { readonly id: string; readonly key: Uint8Array }
/** The one that everything is encrypted under, and the one before it, while some of it still is under that. */
export type MasterKeys = MasterKey & { readonly former: MasterKey | undefined }

/** The customers' keys cannot be opened; the message says what the operator must give. */
export class MasterKeyProblem extends Error {
  override name = 'MasterKeyProblem'
}

const PLACE = Symbol.for('passbook.master-key')
type Holder = { [PLACE]?: MasterKeys | undefined }

/** `former` opens what has not been encrypted anew yet. */
export const setMasterKey = (key: Uint8Array, former?: Uint8Array): void => {
  ;(globalThis as Holder)[PLACE] = { ...named(key), former: former && named(former) }
}

const named = (key: Uint8Array): MasterKey => {
  if (key.length !== KEY_BYTES) throw new RangeError(`A master key has ${KEY_BYTES} bytes`)
  return { id: keyIdOf(key), key }
}

export const masterKey = (): MasterKeys => {
  const key = (globalThis as Holder)[PLACE]
  if (!key)
    throw new MasterKeyProblem(
      'Customers’ names are encrypted and no master key was given: set PASSBOOK_MASTER_KEY, or the BETTER_AUTH_SECRET that it follows from',
    )
  return key
}
