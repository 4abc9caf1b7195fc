/** Text that people type, cleaned once at the edge: trimmed, well-formed Unicode, no control characters. */
import { z } from 'zod'

/** A line of text of `min` to `max` characters after trimming. */
export const lineSchema = (min: number, max: number) =>
  z
    .string({ error: 'must be text' })
    .transform((text) => text.normalize('NFC').trim())
    .pipe(
      z
        .string()
        .min(min, min === 1 ? 'must not be empty' : `must have at least ${min} characters`)
        .max(max, `must have at most ${max} characters`)
        // Postgres' jsonb takes neither a NUL nor half a surrogate pair, and a statement line has no use for the rest.
        .refine(
          (text) => text.isWellFormed() && !/\p{Cc}/u.test(text),
          'must not contain control characters',
        ),
    )
