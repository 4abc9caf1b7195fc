/**
 * From the JSON of any stored version to the JSON of the current one, step by step. Each version's own shape checks what
 * its upcaster is given, so what arrives was explained all the way; what cannot be is an error, never a guess.
 */
import type { EventDefinition } from './event.ts'

/** There is no telling what the stored data means today; the message says why. */
export class NoUpcast extends Error {
  override name = 'NoUpcast'
}

/** `data` is JSON, before and after. Throws {@link NoUpcast}. */
export const upcast = (
  { schemaVersion, older }: Pick<EventDefinition, 'schemaVersion' | 'older'>,
  storedVersion: number,
  data: unknown,
): unknown => {
  let current = data
  for (let version = storedVersion; version !== schemaVersion; version++) {
    const from = version < schemaVersion ? older[version] : undefined
    if (!from) throw new NoUpcast(`no way leads from schema version ${storedVersion} to ${schemaVersion}`)
    const parsed = from.data.safeParse(current)
    if (!parsed.success) throw new NoUpcast(`as schema version ${version}: ${parsed.error.message}`)
    try {
      current = from.upcast(parsed.data)
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error)
      throw new NoUpcast(`from schema version ${version} to ${version + 1}: ${why}`, { cause: error })
    }
  }
  return current
}
