/**
 * JSON in the one form that RFC 8785 gives it: the same value always makes the same text, whatever order its keys were
 * stored in and however its strings were escaped.
 *
 * The RFC knows only numbers that a double holds. `jsonb` holds any, and a forger could change the twentieth digit of
 * one without a double noticing; so a number that no double holds stands here as its own decimal digits. The bank itself
 * never writes such a number. (This is also why no library does it: they all take values that are parsed already.)
 */

/** A number beyond what a double holds exactly. */
class ExactNumber {
  readonly digits: string
  constructor(digits: string) {
    this.digits = digits
  }
}

/** Fifteen digits always survive a double, so only a longer run of digits (also one in a string) is looked at twice. */
const MAY_BE_INEXACT = /[\d.]{16}/

const parse = (text: string): unknown =>
  MAY_BE_INEXACT.test(text) ? JSON.parse(text, keepingExactNumbers) : JSON.parse(text)

/** The canonical form of a JSON text. Throws SyntaxError when it is none. */
export const canonicalJson = (text: string): string => write(parse(text))

/** The canonical form of each member of a JSON object; of anything else, none. Throws SyntaxError when it is no JSON. */
export const canonicalMembers = (text: string): Map<string, string> => {
  const value = parse(text)
  return new Map(
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.entries(value).map(([key, member]) => [key, write(member)])
      : [],
  )
}

const keepingExactNumbers = (_key: string, value: unknown, { source }: { source?: string } = {}): unknown =>
  typeof value !== 'number' || source === undefined || decimal(source) === decimal(String(value))
    ? value
    : new ExactNumber(source.includes('.') ? source.replace(/\.?0+$/, '') : source)

/** Digits and exponent: the same for `1.50`, `15e-1` and `1.5`. */
const decimal = (number: string): string => {
  const [, sign, whole = '', fraction = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/i.exec(number) ?? []
  const digits = `${whole}${fraction}`.replace(/^0+/, '')
  const significant = digits.replace(/0+$/, '')
  if (significant === '') return '0'
  return `${sign}${significant}e${Number(exponent) - fraction.length + digits.length - significant.length}`
}

const write = (value: unknown): string => {
  if (typeof value === 'number') return Number.isFinite(value) ? JSON.stringify(value) : String(value)
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(write).join(',')}]`
  if (value instanceof ExactNumber) return value.digits
  let members = ''
  // The default order is by UTF-16 code unit, which is the RFC's.
  for (const key of Object.keys(value).sort()) {
    if (members !== '') members += ','
    members += `${JSON.stringify(key)}:${write((value as Record<string, unknown>)[key])}`
  }
  return `{${members}}`
}
