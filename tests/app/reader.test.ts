import { expect, it } from 'vitest'
import { readReader, writeReader } from '../../app/components/reader.ts'

it('is read as the browser has said it', () => {
  const reader = { locale: 'de', timeZone: 'America/Argentina/Buenos_Aires' } as const
  expect(readReader(`a=1; passbook.reader=${writeReader(reader)}; b=2`, 'ja')).toEqual(reader)
  const atTheBank = { locale: 'ja', timeZone: undefined } as const
  expect(readReader(`passbook.reader=${writeReader(atTheBank)}`, undefined)).toEqual(atTheBank)
  const elsewhere = { timeZone: 'Asia/Tokyo' } as const
  expect(readReader(`passbook.reader=${writeReader(elsewhere)}`, 'de')).toEqual({
    locale: 'de',
    ...elsewhere,
  })
  expect(writeReader({})).toBe('')
})

it.each([
  [undefined, undefined, 'en-GB'],
  [undefined, 'de-AT,en;q=0.5', 'de'],
  [undefined, 'en;q=0.5, fr-CH ;q=0.9, nl', 'fr'],
  ['passbook.reader=xx:Nowhere%2FAtAll', 'ja', 'ja'],
  ['passbook.reader=de', 'ja', 'ja'],
  ['passbook.reader=fr:%E0%A4%A', '*', 'fr'],
  ['other.passbook.reader=fr:', 'de', 'de'],
] as const)(
  'is what can be understood of the cookies %j and the languages %j',
  (cookies, languages, locale) => {
    expect(readReader(cookies, languages)).toEqual({ locale, timeZone: undefined })
  },
)
