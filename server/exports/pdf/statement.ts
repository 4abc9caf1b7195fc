/** A month's statement on paper: whose it is, what it comes to, where the money went, every entry, and what proves it. */

import { setImmediate } from 'node:timers/promises'
import { categoryNames } from '../../domain/categories/names.ts'
import type { ExportedLine, ExportedStatement } from '../contents.ts'
import { businessDateOf, lastDayBefore } from '../local-time.ts'
import { proofSentences } from '../proof.ts'
import { drawHead, drawParagraph, drawTitle } from './head.ts'
import { cell, detailsOf, FIGURE, FINE } from './line-cells.ts'
import { createPaper, type Paper } from './paper.ts'
import { createTable } from './table.ts'
import { dayName, figure, longDay, monthName, signedFigure, words } from './words.ts'

export const PDF_TYPE = 'application/pdf'

/** Some 4,500 pages: nobody would read more, and it takes a processor for a minute. */
export const MAX_LINES = 100_000

/** Of a list that is too long to be counted, nobody knows yet. */
export const pdfProblem = ({ entries }: { readonly entries: number | null }): string | undefined =>
  entries === null || entries <= MAX_LINES
    ? undefined
    : `is for up to ${MAX_LINES} entries, and there are ${entries}: take another`

export async function* statementAsPdf(
  statement: ExportedStatement,
): AsyncGenerator<Uint8Array, void, undefined> {
  const { account, month, writtenAt } = statement
  const name = monthName(month)
  const paper = createPaper({
    title: `${words.statement} ${name}, ${words.numbered(account.number)}`,
    author: words.bank,
    foot: `${words.bank} · ${words.numbered(account.number)} · ${name}`,
    createdAt: writtenAt,
  })
  paper.newPage()
  drawHead(paper, statement)
  drawCategories(paper, statement)
  yield* paper.written()
  yield* drawEntries(paper, statement)
  drawProof(paper, statement)
  paper.end()
  yield* paper.written()
}

const drawCategories = (paper: Paper, { categories, credits, debits, entries }: ExportedStatement) => {
  if (categories.length === 0) return
  drawTitle(paper, words.byCategory)
  const table = createTable(paper, words.byCategory, [
    { title: words.category, width: 215 },
    { title: words.count, width: 64, align: 'right' },
    { title: words.debits, width: 110, align: 'right' },
    { title: words.credits, width: 110.28, align: 'right' },
  ])
  for (const one of categories)
    table.row(
      [
        cell(categoryNames[one.category]),
        cell(String(one.outCount + one.inCount), FIGURE),
        cell(one.outCount > 0 ? signedFigure(one.out, 'out') : '', FIGURE),
        cell(one.inCount > 0 ? signedFigure(one.in, 'in') : '', FIGURE),
      ],
      { isNamed: true },
    )
  table.row(
    [
      cell(words.total),
      cell(String(entries), FIGURE),
      cell(signedFigure(debits, 'out'), FIGURE),
      cell(signedFigure(credits, 'in'), FIGURE),
    ],
    { strong: true, isNamed: true },
  )
  table.end()
  paper.y += 18
}

/** What is full goes out, before the next page is read. */
async function* drawEntries(paper: Paper, statement: ExportedStatement): AsyncGenerator<Uint8Array> {
  const { timeZone, from, until, opening, closing } = statement
  drawTitle(paper, words.entries)
  const table = createTable(paper, words.entries, [
    { title: words.date, width: 46 },
    { title: words.details, width: 213 },
    { title: words.category, width: 80 },
    { title: words.amount, width: 74, align: 'right' },
    { title: words.balance, width: 86.28, align: 'right' },
  ])
  const balanceRow = (date: string, text: string, balance: string) =>
    table.row([cell(dayName(date)), cell(text), cell(''), cell(''), cell(balance, FIGURE)], { strong: true })
  balanceRow(businessDateOf(from, timeZone), words.opening, figure(opening))
  for await (const page of statement.lines)
    for (const line of page) {
      table.row(entryCells(line, businessDateOf(line.at, timeZone)))
      const chunks = paper.written()
      yield* chunks
      // Setting a page takes a while: between two of them everybody else has their turn.
      if (chunks.length > 0) await setImmediate()
    }
  const isOpen = statement.status === 'open'
  const end = lastDayBefore(until, timeZone)
  const today = businessDateOf(statement.writtenAt, timeZone)
  balanceRow(isOpen && today < end ? today : end, isOpen ? words.soFar : words.closing, figure(closing))
  table.end()
  paper.y += 18
}

const entryCells = (line: ExportedLine, date: string) => [
  cell(dayName(date)),
  detailsOf(line),
  cell(categoryNames[line.category], FINE),
  cell(signedFigure(line.money, line.direction), FIGURE),
  cell(figure(line.balanceAfter), FIGURE),
]

const drawProof = (paper: Paper, statement: ExportedStatement) => {
  const { timeZone, version, writtenAt, available } = statement
  const written = longDay(businessDateOf(writtenAt, timeZone))
  const sentences = [
    `${words.available}: ${figure(available)} ${available.currency}.`,
    ...proofSentences(statement),
    words.madeOn(written, version, timeZone),
  ]
  drawTitle(paper, words.proof)
  for (const sentence of sentences) drawParagraph(paper, sentence, FINE)
}
