import { describe, expect, it } from 'vitest'
import {
  decrypt,
  encrypt,
  isSealedText,
  newKey,
  openText,
  sealText,
} from '../../server/event-store/sealed-text.ts'
import { fc, runs } from '../support/property.ts'

const key = newKey()
const place = ['CustomerRegistered', 'email', 'ada']

describe('an encrypted text', () => {
  it('is read back as it was, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), (text) => {
        const sealed = sealText(key, text, place)
        expect(isSealedText(JSON.parse(JSON.stringify(sealed)))).toBe(true)
        expect(openText(key, sealed, place)).toBe(text)
      }),
      runs(200),
    )
  })
  it('is another one each time, so that equal names do not look equal', () => {
    expect(sealText(key, 'Ada', place)).not.toEqual(sealText(key, 'Ada', place))
  })
  it.each([
    ['another key', newKey(), place],
    ['another field', key, ['CustomerRegistered', 'firstName', 'ada']],
    ['another person', key, ['CustomerRegistered', 'email', 'bob']],
    ['a place that reads the same put together', key, ['CustomerRegistered', 'emai', 'lada']],
  ])('does not open with %s', (_what, otherKey, otherPlace) => {
    const sealed = sealText(key, 'ada@example.com', place)
    expect(() => openText(otherKey, sealed, otherPlace)).toThrow()
  })
  it('does not open when any of its bits was changed, or its end is missing', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(7), fc.nat(), (at, bit, keep) => {
        const sealed = encrypt(key, Buffer.from('Ada Lovelace'), place)
        const changed = Buffer.from(sealed)
        changed[at % sealed.length]! ^= 1 << bit
        expect(() => decrypt(key, changed, place)).toThrow()
        expect(() => decrypt(key, sealed.subarray(0, keep % sealed.length), place)).toThrow()
      }),
      runs(200),
    )
  })
})
