/** A schema's problems with a value, as `field: reason`; none when it is accepted. */
import type { z } from 'zod'

export const problemsOf = (schema: z.ZodType, value: unknown): string[] => {
  const result = schema.safeParse(value)
  return result.success ? [] : result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
}
