/** Two versions of an event's JSON, field by field, so that what has changed can be marked. */
export type Field = {
  readonly name: string
  /** As JSON, on several lines where it has parts. */
  readonly json: string
  readonly kind: 'same' | 'changed' | 'only here'
}

export type Compared = { readonly before: readonly Field[]; readonly after: readonly Field[] }

type Data = Readonly<Record<string, unknown>>

export const compareFields = (before: Data, after: Data): Compared => ({
  before: fieldsOf(before, after),
  after: fieldsOf(after, before),
})

const fieldsOf = (data: Data, other: Data): Field[] =>
  Object.entries(data).map(([name, value]) => {
    const kind = !Object.hasOwn(other, name) ? 'only here' : isSame(value, other[name]) ? 'same' : 'changed'
    return { name, json: JSON.stringify(value, null, 2), kind }
  })

const isSame = (one: unknown, other: unknown): boolean => ordered(one) === ordered(other)

/** The log keeps the parts of a value in an order of its own. */
const ordered = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  )
