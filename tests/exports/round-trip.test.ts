/** Whatever people write and whatever they pay: of every format the same count and the same sum is read back. */
import { parseCamt053 } from 'camt-parser'
import { parse } from 'csv-parse/sync'
import mt940 from 'mt940js'
import { parseSync as parseOfx } from 'ofx-js'
import { expect, test } from 'vitest'
import { type Currency, currencies, formatDecimal } from '../../server/domain/money.ts'
import { statementFormats } from '../../server/exports/formats.ts'
import { toLatin } from '../../server/exports/latin.ts'
import { fc, runs } from '../support/property.ts'
import { type Movement, statementFrom } from './sample.ts'
import { textOf } from './written.ts'

/** A line as the bank takes it: no control characters, nothing at its ends. */
const text = fc
  .string({ unit: 'grapheme', maxLength: 200 })
  .map((typed) =>
    typed
      .replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu, '')
      .normalize('NFC')
      .trim(),
  )
  .filter((typed) => typed.isWellFormed())

const movement: fc.Arbitrary<Movement> = fc.record(
  {
    amount: fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }).filter((amount) => amount !== 0n),
    description: fc.oneof(
      text,
      fc.constantFrom('=1+1', '/NAME/x/', ':86:', '-', '"', ',', '\r', '</MEMO>', '&amp;', ']]>'),
    ),
    name: text,
    note: text,
    number: fc.constantFrom('PB08PASS9999888877776666', 'DE89370400440532013000', ''),
  },
  { requiredKeys: ['amount', 'description'] },
)
const month = fc.record({
  movements: fc.array(movement, { maxLength: 12 }),
  currency: fc.constantFrom(...currencies),
  opening: fc.bigInt({ min: -(10n ** 9n), max: 10n ** 9n }),
})
type Month = { movements: Movement[]; currency: Currency; opening: bigint }

const sumOf = ({ movements }: Month) => movements.reduce((sum, { amount }) => sum + amount, 0n)
const minor = (amounts: readonly string[]) =>
  amounts.reduce((sum, amount) => sum + BigInt(amount.replace(/[.,]/, '')), 0n)
const written = async (format: keyof typeof statementFormats, { movements, ...more }: Month) =>
  textOf(statementFormats[format].write(statementFrom(movements, more)))

const holds = (
  format: keyof typeof statementFormats,
  read: (file: string) => readonly string[] | Promise<readonly string[]>,
) =>
  fc.assert(
    fc.asyncProperty(month, async (some) => {
      const amounts = await read(await written(format, some))
      expect(amounts.length).toBe(some.movements.length)
      expect(minor(amounts)).toBe(sumOf(some))
      for (const [n, { amount }] of some.movements.entries())
        expect(amounts[n]!.replace(',', '.').replace(/\.$/, '')).toBe(formatDecimal(amount, some.currency))
    }),
    runs(60),
  )

test('CSV', () =>
  holds('csv', (file) =>
    (parse(file, { bom: true, columns: true }) as Record<string, string>[])
      .filter(({ record }) => record === 'line')
      .map(({ amount }) => amount!),
  ))

test('OFX', () =>
  holds('ofx', (file) => {
    const { STMTTRN: lines = [] } = parseOfx(file).OFX.BANKMSGSRSV1.STMTTRNRS.STMTRS.BANKTRANLIST
    return ([lines].flat() as { TRNAMT: string }[]).map(({ TRNAMT }) => TRNAMT)
  }))

test('camt.053', () =>
  holds('camt053', async (file) => {
    const [statement] = (await parseCamt053(file)).statements
    return statement!.transactions.map(({ creditDebitIndicator: side, amount: { value } }) =>
      side === 'DBIT' ? `-${value}` : value,
    )
  }))

test('MT940', async () => {
  await holds('mt940', (file) =>
    [...file.matchAll(/^:61:\d{10}([CD])([\d,]+)N/gm)].map(([, side, amount]) =>
      side === 'D' ? `-${amount}` : amount!,
    ),
  )
  // And the parser, which reckons with floats, agrees with itself for amounts that floats hold.
  const small = month.map((some) => ({
    ...some,
    movements: some.movements.map((one) => ({ ...one, amount: (one.amount % 10_000_000n) + 20_000_000n })),
  }))
  await fc.assert(
    fc.asyncProperty(small, async (some) => {
      const [read] = new mt940.Parser({ no86Structure: true }).parse(await written('mt940', some))
      expect(read!.transactions.length).toBe(some.movements.length)
    }),
    runs(60),
  )
})

test('Latin has nothing but the characters that it may have, and plain text stays as it is', () => {
  fc.assert(
    fc.property(text, (typed) => {
      expect(toLatin(typed)).toMatch(/^[A-Za-z0-9/\-?:().,'+ ]*$/)
    }),
    runs(300),
  )
  expect(toLatin("Plain (text), it's 1 + 1?")).toBe("Plain (text), it's 1 + 1?")
  expect(toLatin('Größe Ångström Þór ﬁn ½ Ⅻ ａｂｃ')).toBe('Groesse Aangstroem Thor fin 1/2 XII abc')
  expect(toLatin('キャッシュ ちょっと マッチ')).toBe('kyasshu chotto matchi')
  expect(toLatin('10 € – “quoted”')).toBe("10 EUR - 'quoted'")
})
