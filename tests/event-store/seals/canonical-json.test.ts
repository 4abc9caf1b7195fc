/** Canonical JSON: as an implementation of RFC 8785 by others makes it, and exact where a double is not. */
import canonicalize from 'canonicalize'
import { describe, expect, test } from 'vitest'
import { canonicalJson } from '../../../server/event-store/seals/canonical-json.ts'
import { fc, runs } from '../../support/property.ts'

/** Any JSON value whose strings Postgres takes too. */
const jsonValue = fc.jsonValue({ maxDepth: 4, noUnicodeString: false }) as fc.Arbitrary<unknown>

/** The same value with every object's keys the other way round. */
const turnedRound = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(turnedRound)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, member]) => [key, turnedRound(member)]),
  )
}

test('is what the RFC says, for every value', () => {
  fc.assert(
    fc.property(jsonValue, (value) => {
      expect(canonicalJson(JSON.stringify(value))).toBe(canonicalize(value))
    }),
    runs(500),
  )
})

test('does not depend on the order of keys, on spaces, or on how strings are escaped', () => {
  fc.assert(
    fc.property(jsonValue, (value) => {
      const canonical = canonicalJson(JSON.stringify(value))
      expect(canonicalJson(JSON.stringify(turnedRound(value), null, 3))).toBe(canonical)
      expect(canonicalJson(canonical)).toBe(canonical)
    }),
    runs(300),
  )
  expect(canonicalJson('{"b":"\\u00e9\\/", "a":1}')).toBe('{"a":1,"b":"é/"}')
})

describe('numbers', () => {
  test.each([
    ['1.50', '1.5'],
    ['100', '100'],
    ['-0', '0'],
    ['0.0000001', '1e-7'],
    ['1000000000000000000000', '1e+21'],
    ['9007199254740993', '9007199254740993'],
    ['0.1000000000000000055511151231257827', '0.1000000000000000055511151231257827'],
    ['12345678901234567890.1200', '12345678901234567890.12'],
    [`1${'0'.repeat(400)}`, `1${'0'.repeat(400)}`],
    ['0.30000000000000004', '0.30000000000000004'],
  ])('%s stands as %s', (given, canonical) => {
    expect(canonicalJson(`{"n":${given}}`)).toBe(`{"n":${canonical}}`)
    expect(canonicalJson(`{"n":${canonical}}`)).toBe(`{"n":${canonical}}`)
  })

  test('that no double tells apart are told apart, from each other and from text', () => {
    const texts = ['1', '1.00000000000000000001', '"1.00000000000000000001"', '1.00000000000000000002']
    expect(new Set(texts.map(canonicalJson)).size).toBe(texts.length)
  })
})

test('what is no JSON is refused', () => {
  expect(() => canonicalJson('{"a":')).toThrow(SyntaxError)
})
