/** Every format of a statement against its golden file, and read back by parsers that know nothing of the writers. */
import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { parseCamt053 } from 'camt-parser'
import { parse } from 'csv-parse/sync'
import mt940 from 'mt940js'
import { parseSync as parseOfx } from 'ofx-js'
import { describe, expect, test } from 'vitest'
import { validateXML } from 'xmllint-wasm'
import type { ExportedStatement } from '../../server/exports/contents.ts'
import { listFormats, type StatementFormat, statementFormats } from '../../server/exports/formats.ts'
import { everythingAsked, listFrom, movements, statementFrom } from './sample.ts'
import { bytesOf, textOf } from './written.ts'

const yen: Parameters<typeof statementFrom> = [
  [
    {
      amount: 50_000n,
      description: 'お年玉',
      name: '山田 花子',
      number: 'PB08PASS9999888877776666',
      category: 'gifts',
    },
    { amount: -1_250n, description: 'ラーメン', category: 'eatingOut' },
  ],
  { currency: 'JPY', opening: 500n },
]
const open: Parameters<typeof statementFrom> = [
  movements.slice(0, 3),
  { status: 'open', proofs: [], writtenAt: '2026-03-20T09:30:00.000Z' },
]
const samples: Readonly<Record<string, Parameters<typeof statementFrom>>> = {
  march: [movements],
  yen,
  open,
  empty: [[], { entries: 0 }],
}

const golden = (name: string) => fileURLToPath(new URL(`golden/${name}`, import.meta.url))

/** `UPDATE_GOLDEN=1` writes them anew: look at what has changed before it is believed. */
const isGolden = async (name: string, bytes: Buffer) => {
  if (process.env.UPDATE_GOLDEN) await writeFile(golden(name), bytes)
  const expected = await readFile(golden(name))
  // The difference of two binary files says nothing.
  if (name.endsWith('.pdf')) expect(bytes.equals(expected), `${name} has changed`).toBe(true)
  else expect(bytes.toString('utf8')).toBe(expected.toString('utf8'))
}

describe.each(Object.keys(samples))('%s', (name) => {
  test.each(Object.keys(statementFormats) as StatementFormat[])(
    'as %s is its golden file',
    async (format) => {
      const { write, extension } = statementFormats[format]
      await isGolden(`${name}.${extension}`, await bytesOf(write(statementFrom(...samples[name]!))))
    },
  )
})

const listNames = Object.keys(listFormats) as (keyof typeof listFormats)[]
test.each(listNames)('a list as %s is its golden file', async (format) => {
  const { write, extension } = listFormats[format]
  await isGolden(`list.${extension}`, await bytesOf(write(listFrom(movements))))
})
/** Those that say by what they were picked out. */
test.each(['pdf', 'camt052'] as const)('a selection as %s is its golden file', async (format) => {
  const { write, extension } = listFormats[format]
  await isGolden(
    `selection.${extension}`,
    await bytesOf(write(listFrom(movements.slice(1, 4), everythingAsked))),
  )
})

const linesOf = async ({ lines }: ExportedStatement) => (await Array.fromAsync(lines)).flat()
const signedCents = (amount: string) => BigInt(amount.replace(/[.,]/, ''))

describe('CSV', () => {
  test('is read back as it was, but for what a spreadsheet would calculate', async () => {
    const text = await textOf(statementFormats.csv.write(statementFrom(movements)))
    const rows = (parse(text, { bom: true, columns: true }) as Record<string, string>[]).slice(1, -1)
    const lines = await linesOf(statementFrom(movements))
    expect(rows.map(({ description }) => description?.replace(/^'(?==)/, ''))).toEqual(
      lines.map(({ description }) => description),
    )
    expect(rows.map(({ counterpartyName }) => counterpartyName)).toContain("'+Eve")
    expect(rows[3]!.description).toBe(`'=HYPERLINK("http://example.com","Lunch")`)
    // Numbers stay numbers.
    expect(rows[1]!.amount).toBe('-1200.00')
    // The last instant of the month in Berlin.
    expect(rows.at(-1)).toMatchObject({ date: '2026-03-31', at: '2026-03-31T21:59:59.999Z' })
  })

  test.each(['=1', '+1+1', '-1+1', '@A1', '\tx', '\rx', '＝1', '＋1', '－1', '＠A1'])(
    'a cell that begins like %j is text',
    async (description) => {
      const text = await textOf(listFormats.csv.write(listFrom([{ amount: 1n, description }])))
      const [row] = parse(text, { bom: true, columns: true }) as Record<string, string>[]
      expect(row!.description).toBe(`'${description}`)
    },
  )
})

describe('OFX', () => {
  type OfxLine = {
    FITID: string
    TRNAMT: string
    NAME: string
    EXTDNAME?: string
    MEMO: string
    DTPOSTED: string
  }
  type Read = { CURDEF: string; BANKACCTFROM: object; LEDGERBAL: { BALAMT: string }; lines: OfxLine[] }
  const read = (text: string): Read => {
    const { STMTRS: statement } = parseOfx(text).OFX.BANKMSGSRSV1.STMTTRNRS
    return { ...statement, lines: [statement.BANKTRANLIST.STMTTRN].flat() }
  }

  test('is read back: account, balances and every line with an id of its own', async () => {
    const statement = read(await textOf(statementFormats.ofx.write(statementFrom(movements))))
    const lines = await linesOf(statementFrom(movements))
    expect(statement.BANKACCTFROM).toEqual({
      BANKID: 'PASS',
      ACCTID: '0123456789012345',
      ACCTTYPE: 'CHECKING',
    })
    expect(statement.CURDEF).toBe('EUR')
    expect(statement.lines.map(({ FITID }) => Number(FITID))).toEqual(lines.map(({ position }) => position))
    const sum = statement.lines.reduce((all, { TRNAMT }) => all + signedCents(TRNAMT), 0n)
    expect(47_500n + sum).toBe(signedCents(statement.LEDGERBAL.BALAMT))
    expect(statement.lines.map(({ MEMO }) => MEMO)).toContain(
      '東京旅行の食事代 – きょうとのしゅくはく、ラーメン',
    )
    expect(statement.lines.at(-1)!.DTPOSTED).toBe('20260331235959.999[+2]')
    for (const { NAME, MEMO } of statement.lines) {
      expect([...NAME].length).toBeLessThanOrEqual(32)
      expect([...MEMO].length).toBeLessThanOrEqual(255)
    }
    expect(statement.lines.at(-2)!.EXTDNAME).toMatch(/^A company with a name .{70,}$/)
  })

  test('has no decimals where the currency has none', async () => {
    const statement = read(await textOf(statementFormats.ofx.write(statementFrom(...yen))))
    expect(statement.lines.map(({ TRNAMT }) => TRNAMT)).toEqual(['50000', '-1250'])
    expect(statement.LEDGERBAL.BALAMT).toBe('49250')
  })
})

/** Of one of the messages, by the schema of the part that is written. */
const validator = (message: string) => {
  const schema = readFile(fileURLToPath(new URL(`${message}.001.08.part.xsd`, import.meta.url)), 'utf8')
  return async (xml: string) =>
    (await validateXML({ xml: { fileName: 'a.xml', contents: xml }, schema: [await schema] })).errors.map(
      ({ message }) => message,
    )
}

describe('camt.052', () => {
  const errorsIn = validator('camt.052')
  const written = (...sample: Parameters<typeof listFrom>) =>
    textOf(listFormats.camt052.write(listFrom(...sample)))

  test.each<[string, Parameters<typeof listFrom>]>([
    ['of everything', [movements]],
    ['of a selection', [movements, everythingAsked]],
    ['of nothing', [[]]],
  ])('a report %s is valid', async (_, sample) => {
    expect(await errorsIn(await written(...sample))).toEqual([])
  })
  test('has every entry, in the order of the list', async () => {
    const lines = (await Array.fromAsync(listFrom(movements).lines)).flat()
    const references = [...(await written(movements)).matchAll(/<NtryRef>(\d+)</g)].map(([, one]) =>
      Number(one),
    )
    expect(references).toEqual(lines.map(({ position }) => position))
  })
  test('promises no balances but the one that there is, and says by what it was picked out', async () => {
    const xml = await written(movements, everythingAsked)
    expect([...xml.matchAll(/<Bal>.*?<Cd>(\w+)</g)].map(([, code]) => code)).toEqual(['ITBD'])
    expect(xml).toContain('<FrDtTm>2026-02-28T23:00:00.000Z</FrDtTm>')
    expect(xml).toMatch(
      /<AddtlRptInf>A selection .*Words: “Müller &amp; Söhne &lt;GmbH&gt;”\. Direction: Money out\./,
    )
  })
  test('the schema finds what is not valid', async () => {
    const xml = await written(movements)
    for (const [found, wrong] of [
      ['<Cd>ITBD</Cd>', '<Cd>CLOSE</Cd>'],
      ['<Rpt>', '<Rpt><Stmt/>'],
      [/<Sts>.*?<\/Sts>/, ''],
    ] as const)
      expect((await errorsIn(xml.replace(found, wrong))).length).toBeGreaterThan(0)
  })
})

describe('camt.053', () => {
  const errorsIn = validator('camt.053')

  test.each(Object.keys(samples))('%s is valid', async (name) => {
    const xml = await textOf(statementFormats.camt053.write(statementFrom(...samples[name]!)))
    expect(await errorsIn(xml)).toEqual([])
  })

  test('the schema finds what is not valid', async () => {
    const xml = await textOf(statementFormats.camt053.write(statementFrom(movements)))
    expect(await errorsIn(xml.replace('<NtryRef>1000</NtryRef>', ''))).toEqual([])
    expect((await errorsIn(xml.replace('<Cd>OPBD</Cd>', '<Cd>OPEN</Cd>'))).length).toBeGreaterThan(0)
    expect((await errorsIn(xml.replace('Ccy="EUR"', 'Ccy="eur"'))).length).toBeGreaterThan(0)
    expect((await errorsIn(xml.replace(/<Sts>.*?<\/Sts>/, ''))).length).toBeGreaterThan(0)
  })

  test('is read back: balances, sums, lines, and when they were', async () => {
    const text = await textOf(statementFormats.camt053.write(statementFrom(movements)))
    const [statement] = (await parseCamt053(text)).statements
    const lines = await linesOf(statementFrom(movements))
    expect(statement).toMatchObject({
      statementId: '2026-03-0123456789012345',
      account: { currency: 'EUR', name: 'Everyday', owner: { name: 'Ada Lovelace' } },
      transactionSummary: {
        totalCreditEntries: { numberOfEntries: '4', sum: '3250.13' },
        totalDebitEntries: { numberOfEntries: '10', sum: '1527.52' },
      },
    })
    expect(statement!.balances.map(({ type, amount: { value } }) => `${type} ${value}`)).toEqual([
      'OPBD 475.00',
      'CLBD 2197.61',
      'CLAV 2667.61',
    ])
    expect(statement!.transactions.map(({ reference, bookingDate }) => [reference, bookingDate])).toEqual(
      lines.map(({ position, at }) => [String(position), at]),
    )
  })

  test('balances are those that apply', async () => {
    const codes = async (...sample: Parameters<typeof statementFrom>) =>
      [
        ...(await textOf(statementFormats.camt053.write(statementFrom(...sample)))).matchAll(
          /<Bal>.*?<Cd>(\w+)<.*?<Dt><Dt>(.*?)</g,
        ),
      ].map(([, code, date]) => `${code} ${date}`)
    expect(await codes(movements)).toEqual(['OPBD 2026-03-01', 'CLBD 2026-03-31', 'CLAV 2026-03-31'])
    expect(await codes(...open)).toEqual(['OPBD 2026-03-01', 'ITBD 2026-03-20', 'ITAV 2026-03-20'])
  })
})

describe('MT940', () => {
  const parser = new mt940.Parser()

  test('is read back: balances, lines, and whom they are with', async () => {
    const text = await textOf(statementFormats.mt940.write(statementFrom(movements)))
    // The parser itself compares opening, lines and closing.
    const [statement] = parser.parse(text)
    const lines = await linesOf(statementFrom(movements))
    expect(statement).toMatchObject({
      accountIdentification: 'PB76PASS0123456789012345',
      number: { statement: '3', sequence: '1' },
      currency: 'EUR',
      openingBalance: 475,
    })
    expect(statement!.transactions.map(({ bankReference }) => Number(bankReference))).toEqual(
      lines.map(({ position }) => position),
    )
    const details = statement!.transactions.map(({ structuredDetails }) => structuredDetails!)
    expect(details.map(({ NAME }) => NAME).slice(0, 10)).toEqual([
      'Analytical Engines Ltd',
      'Mueller + Soehne Hausverwaltung GmbH',
      'Corner Market',
      '+Eve',
      undefined,
      '.. ..',
      'Eleni Papadopoyloy',
      'Anna Shcherbakova',
      '... ...',
      'Lukasz Zolc',
    ])
    expect(details[2]!.NOTE).toBe('for the party, Zoe pays half')
    expect(details[5]!.NOTE).toBe('kyoutonoshukuhaku,raamen')
    expect(details[12]!.REMI).toMatch(/^-NAME\/Somebody else-REMI\/ -:dash and a text/)
  })

  test('has nothing but the characters and lengths that SWIFT allows', async () => {
    const text = await textOf(statementFormats.mt940.write(statementFrom(movements)))
    expect(text).toMatch(/^[A-Za-z0-9/\-?:().,'+ \r\n]*$/)
    for (const line of text.split('\r\n')) expect(line.replace(/^:86:/, '').length).toBeLessThanOrEqual(65)
    for (const field of text.split(/\r\n(?=:)/))
      expect(field.split('\r\n').slice(1)).not.toContainEqual(/^[:-]./)
  })

  test('has no decimals where the currency has none', async () => {
    const text = await textOf(statementFormats.mt940.write(statementFrom(...yen)))
    expect(text).toContain(':60F:C260301JPY500,\r\n')
    expect(text).toContain('C50000,NTRF')
    expect(parser.parse(text)[0]).toMatchObject({ closingBalance: 49_250, currency: 'JPY' })
  })

  test('says when a balance is too large for it', () => {
    const { problem } = statementFormats.mt940
    expect(problem(statementFrom([{ amount: 10n ** 14n - 10n ** 8n, description: 'x' }]))).toBeUndefined()
    expect(problem(statementFrom([{ amount: 10n ** 15n, description: 'x' }]))).toMatch(/cannot hold balances/)
  })
})
