/** What CustomerRegistered once looked like. */
import { z } from 'zod'
import { olderVersion, withPersonalData } from '../event.ts'
import { customerIdSchema } from '../ids.ts'

/** Words that begin a family name, in the languages of the bank's customers. */
const PARTICLES = new Set(
  'af al bin da dal de del den der di do dos du el la las le los san ten ter van von zu'.split(' '),
)

/**
 * One name in two. The family name is the last word and the particles right before it: "Mary Ann van der Berg" is
 * Mary Ann and van der Berg. The first word is never part of it. A name of one word is a first name without a last.
 * First name, space, last name gives the whole name back (white space between words apart), so nothing is lost where
 * the rule is wrong about a person.
 */
export const splitName = (name: string): { firstName: string; lastName: string } => {
  const words = name.trim().split(/\s+/)
  let first = words.length - 1
  while (first > 1 && PARTICLES.has((words[first - 1] as string).toLowerCase())) first -= 1
  const start = Math.max(first, 1)
  return { firstName: words.slice(0, start).join(' '), lastName: words.slice(start).join(' ') }
}

/** Version 1 held one `name`. */
export const customerRegisteredV1 = withPersonalData(
  olderVersion(
    z.object({ customerId: customerIdSchema, name: z.string(), email: z.string() }),
    ({ customerId, name, email }) => ({ customerId, ...splitName(name), email }),
  ),
  { subject: 'customerId', erased: { name: 'Erased customer', email: '' } },
)
