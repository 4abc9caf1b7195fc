/** The statement on paper, as a program that knows nothing of the writer reads it: text, pages, structure, language. */
import { getDocument, type PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { beforeAll, describe, expect, test } from 'vitest'
import { listAsPdf } from '../../server/exports/pdf/list.ts'
import { pdfProblem, statementAsPdf } from '../../server/exports/pdf/statement.ts'
import { unwrapWoff } from '../../server/exports/pdf/woff.ts'
import { everythingAsked, listFrom, type Movement, movements, statementFrom } from './sample.ts'
import { bytesOf } from './written.ts'

const many: readonly Movement[] = [
  ...movements,
  ...Array.from({ length: 100 }, (_, n) => ({
    amount: n % 3 === 0 ? 1_234_567n : BigInt(-n * 137 - 5),
    description: `Payment number ${n}`,
    name: `Shop ${n}`,
    number: 'PB08PASS9999888877776666',
    category: 'shopping' as const,
  })),
]

const opened = async (bytes: Buffer): Promise<PDFDocumentProxy> =>
  getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise

const textOfPage = async (pdf: PDFDocumentProxy, n: number): Promise<string> => {
  const { items } = await (await pdf.getPage(n)).getTextContent()
  return items.map((item) => ('str' in item ? `${item.str}${item.hasEOL ? '\n' : ' '}` : '')).join('')
}

type Node = { role?: string; lang?: string; alt?: string; children?: Node[] }
const rolesIn = (node: Node): string[] => [
  ...(node.role ? [node.role] : []),
  ...(node.children ?? []).flatMap(rolesIn),
]

describe('a month of several pages', () => {
  let bytes: Buffer
  let pdf: PDFDocumentProxy
  let texts: string[]
  beforeAll(async () => {
    bytes = await bytesOf(statementAsPdf(statementFrom(many)))
    pdf = await opened(bytes)
    texts = await Promise.all(Array.from({ length: pdf.numPages }, (_, n) => textOfPage(pdf, n + 1)))
  })

  test('says what it is, in which language, and is tagged', async () => {
    const { info } = (await pdf.getMetadata()) as { info: Record<string, unknown> }
    expect(info).toMatchObject({
      Title: 'Account statement March 2026, PB76 PASS 0123 4567 8901 2345',
      Author: 'Passbook',
      Language: 'en-GB',
      PDFFormatVersion: '1.7',
    })
    const marks = (await pdf.getMarkInfo()) as unknown as Map<string, boolean>
    expect(marks.get('Marked')).toBe(true)
  })

  test('keeps of a page that is full no more than where it stands', () => {
    const written = bytes.toString('latin1')
    const kept = written
      .match(/\/Nums \[([\s\S]*?)\]/)?.[1]
      ?.trim()
      .split(/\s*\n\s*/)
    expect(kept).toEqual(texts.map((_, n) => expect.stringMatching(new RegExp(`^${n} \\d+ 0 R$`))))
  })

  test('every page says which of how many it is, and repeats the head of the table', () => {
    expect(texts.length).toBeGreaterThan(3)
    for (const [n, text] of texts.entries()) {
      expect(text).toContain(`Page ${n + 1} of`)
      expect(text.replace(/\s+/g, ' ')).toContain(`of ${texts.length}`)
      expect(text).toContain('PB76 PASS 0123 4567 8901 2345')
      expect(text.match(/Details/g)?.length).toBe(1)
    }
  })

  test('its text can be selected: every entry, in every script, once and in order', () => {
    // The reader puts a space where the font changes.
    const all = texts.join('\n').replace(/[ \u00A0]+/g, ' ')
    for (const { description, name } of many)
      for (const text of [name, description])
        if (text && text.length < 35 && !/[\u0590-\u05FF🎂]/u.test(text)) expect(all).toContain(text)
    const numbers = [...all.matchAll(/Payment number (\d+)/g)].map(([, n]) => Number(n))
    expect(numbers).toEqual(Array.from({ length: 100 }, (_, n) => n))
    expect(all).toContain('+12,345.67')
    expect(all).toContain('−1,200.00')
  })

  test('has what the month comes to, and what proves it', () => {
    expect(texts[0]).toContain('Opening balance')
    expect(texts[0]).toContain('475.00')
    const end = texts.at(-1)!.replace(/\s+/g, ' ')
    expect(end).toContain('Closing balance')
    expect(end).toContain('Closed by event #2041')
    expect(end).toContain('9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08')
  })

  test('is a document of headings and tables with heads and rows for whoever listens', async () => {
    const first = rolesIn((await (await pdf.getPage(1)).getStructTree()) as Node)
    expect(first.slice(0, 3)).toEqual(['Root', 'Document', 'P'])
    expect(first.filter((role) => role === 'H1').length).toBe(1)
    expect(first.filter((role) => role === 'H2').length).toBe(2)
    expect(first).toContain('THead')
    const second = rolesIn((await (await pdf.getPage(2)).getStructTree()) as Node)
    expect(second.filter((role) => role === 'TR').length).toBeGreaterThan(10)
    // Repeated heads are ornaments: the table has one.
    expect(second.filter((role) => role === 'THead').length).toBe(1)
  })

  test('the same contents make the same bytes', async () => {
    expect((await bytesOf(statementAsPdf(statementFrom(many)))).equals(bytes)).toBe(true)
  })

  test('what no font has is told by its own text', () => {
    const plain = bytes.toString('latin1')
    // UTF-16 of the cake, in the text that stands for its cell.
    expect(plain).toContain(Buffer.from('🎂', 'utf16le').swap16().toString('latin1'))
  })
})

test('an open month says that it is one', async () => {
  const pdf = await opened(
    await bytesOf(
      statementAsPdf(
        statementFrom([], { status: 'open', proofs: [], writtenAt: '2026-03-20T09:30:00.000Z' }),
      ),
    ),
  )
  const text = await textOfPage(pdf, 1)
  expect(text).toContain('Balance so far')
  expect(text).toContain('This month is still open')
  expect(text).not.toContain('Closed by')
})

test('a page goes out before the next one is read', async () => {
  let read = 0
  const statement = statementFrom([])
  const [line] = (await Array.fromAsync(statementFrom(many).lines)).flat()
  const lines = async function* () {
    for (let n = 0; n < 12; n += 1) {
      read = n
      yield Array.from({ length: 20 }, () => line!)
    }
  }
  let written = 0
  for await (const chunk of statementAsPdf({ ...statement, lines: lines() })) {
    written += chunk.length
    // Some twenty lines are on a page, and a page has more than a kilobyte.
    if (read >= 6) expect(written).toBeGreaterThan(5_000)
  }
  expect(read).toBe(11)
})

describe('lines that were picked out', () => {
  const read = async (...list: Parameters<typeof listFrom>) => {
    const pdf = await opened(await bytesOf(listAsPdf(listFrom(...list))))
    const texts = await Promise.all(Array.from({ length: pdf.numPages }, (_, n) => textOfPage(pdf, n + 1)))
    return { pdf, all: texts.join('\n').replace(/\s+/g, ' ') }
  }
  test('say whose they are, by what, and what they come to', async () => {
    const { pdf, all } = await read(many, everythingAsked)
    const { info } = (await pdf.getMetadata()) as { info: Record<string, unknown> }
    expect(info).toMatchObject({ Title: 'Transactions, PB76 PASS 0123 4567 8901 2345', Language: 'en-GB' })
    for (const text of [
      'A selection of the account’s transactions, and no statement of it.',
      '“Müller & Söhne <GmbH>”',
      'Direction Money out',
      'Amount 10.00 – 1500.00',
      'Dates 1 March 2026 – 31 March 2026',
      'Categories Rent, Groceries',
      'With PB08 PASS 9999 8888 7777 6666',
      `${many.length} transactions`,
    ])
      expect(all).toContain(text)
    const payments = all.match(/Payment number \d+/g)?.map((text) => Number(text.slice(15)))
    expect(payments).toEqual(Array.from({ length: 100 }, (_, n) => 99 - n))
    const incoming = many.reduce((sum, { amount }) => (amount > 0n ? sum + amount : sum), 0n)
    const sum = `${incoming / 100n}`.replace(/\B(?=(\d{3})+$)/g, ',')
    expect(all).toContain(`Money in +${sum}.${`${incoming % 100n}`.padStart(2, '0')}`)
  })
  test('are a document of headings and tables for whoever listens', async () => {
    const { pdf } = await read(many, everythingAsked)
    const roles = rolesIn((await (await pdf.getPage(1)).getStructTree()) as Node)
    expect(roles.filter((role) => role === 'H1').length).toBe(1)
    expect(roles.filter((role) => role === 'H2').length).toBe(2)
    expect(roles.filter((role) => role === 'THead').length).toBe(2)
  })
  test('may be none', async () => {
    const { all } = await read([])
    expect(all).toContain('No transaction fits.')
    expect(all).toContain('All transactions of the account')
  })
})

test('a WOFF font is unpacked to what it was packed from', () => {
  // A table as it is, and one that is packed.
  const table = Buffer.from('glyf as it is')
  const header = Buffer.alloc(44 + 20)
  header.write('wOFF', 0)
  header.writeUInt32BE(0x00010000, 4)
  header.writeUInt16BE(1, 12)
  header.write('glyf', 44)
  header.writeUInt32BE(64, 48)
  header.writeUInt32BE(table.length, 52)
  header.writeUInt32BE(table.length, 56)
  header.writeUInt32BE(42, 60)
  const font = unwrapWoff(Buffer.concat([header, table]))
  expect(font.readUInt32BE(0)).toBe(0x00010000)
  expect(font.readUInt16BE(4)).toBe(1)
  const at = font.readUInt32BE(12 + 8)
  expect(font.subarray(at, at + font.readUInt32BE(12 + 12)).toString()).toBe('glyf as it is')
})

test('is not made of more than anybody would read', () => {
  expect(pdfProblem(statementFrom([], { entries: 100_000 }))).toBeUndefined()
  expect(pdfProblem(statementFrom([], { entries: 100_001 }))).toMatch(/up to 100000 entries/)
})
