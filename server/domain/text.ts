/** Text that people type, cleaned once at the edge: trimmed, well-formed Unicode, no control characters. */
import { z } from 'zod'

// Line breaks of any kind, and marks that make what follows be drawn backwards: a payee could be disguised with them.
const FORBIDDEN = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u

/** Characters as people count them: an emoji outside the basic plane is one, not two. */
const lengthOf = (text: string): number => [...text].length

/** A line of text of `min` to `max` characters after trimming. */
export const lineSchema = (min: number, max: number) =>
  z
    .string({ error: 'must be text' })
    .transform((text) => text.normalize('NFC').trim())
    .pipe(
      z
        .string()
        .min(min, min === 1 ? 'must not be empty' : `must have at least ${min} characters`)
        .refine((text) => text.length <= max || lengthOf(text) <= max, `must have at most ${max} characters`)
        // Postgres' jsonb takes neither a NUL nor half a surrogate pair.
        .refine(
          (text) => text.isWellFormed() && !FORBIDDEN.test(text),
          'must not contain control characters',
        ),
    )
