/** Lines that somebody has picked out, on paper: whose account it is, by what they were picked out, each line, and their sums. */

import { setImmediate } from 'node:timers/promises'
import { categoryNames } from '../../domain/categories/names.ts'
import { add, fromWire, type Money, toWire, zero } from '../../domain/money.ts'
import type { ExportedList } from '../contents.ts'
import { businessDateOf } from '../local-time.ts'
import { pickedOutBy } from '../picked-out.ts'
import { drawParagraph, drawTitle, drawTop } from './head.ts'
import { cell, detailsOf, FIGURE, FINE } from './line-cells.ts'
import { createPaper, type Paper } from './paper.ts'
import { createTable } from './table.ts'
import { dayAndYear, figure, longDay, signedFigure, words } from './words.ts'

export async function* listAsPdf(list: ExportedList): AsyncGenerator<Uint8Array, void, undefined> {
  const { account, writtenAt, timeZone, version } = list
  const number = words.numbered(account.number)
  const paper = createPaper({
    title: `${words.transactions}, ${number}`,
    author: words.bank,
    foot: `${words.bank} · ${number} · ${words.transactions}`,
    createdAt: writtenAt,
  })
  const written = longDay(businessDateOf(writtenAt, timeZone))
  paper.newPage()
  drawTop(paper, account, { kind: words.picked.kind, title: words.transactions, note: written })
  drawPickedOut(paper, list)
  yield* paper.written()
  yield* drawLines(paper, list)
  drawParagraph(paper, `${words.balanceNow}: ${figure(list.balance)} ${list.balance.currency}.`, FINE)
  drawParagraph(paper, words.madeOn(written, version, timeZone), FINE)
  paper.end()
  yield* paper.written()
}

const drawPickedOut = (paper: Paper, list: ExportedList) => {
  const by = pickedOutBy(list)
  drawTitle(paper, words.picked.title)
  drawParagraph(paper, by.length > 0 ? words.picked.selection : words.picked.everything, FINE)
  if (by.length > 0) {
    paper.y += 8
    const table = createTable(paper, words.picked.title, [
      { title: words.picked.by, width: 100 },
      { title: words.picked.asked, width: 399.28 },
    ])
    for (const [name, value] of by) table.row([cell(name), cell(value)], { isNamed: true })
    table.end()
  }
  paper.y += 18
}

/** What is full goes out, before the next page is read. */
async function* drawLines(paper: Paper, list: ExportedList): AsyncGenerator<Uint8Array> {
  const { timeZone, account, lines } = list
  drawTitle(paper, words.transactions)
  const table = createTable(paper, words.transactions, [
    { title: words.date, width: 66 },
    { title: words.details, width: 193 },
    { title: words.category, width: 80 },
    { title: words.amount, width: 74, align: 'right' },
    { title: words.balance, width: 86.28, align: 'right' },
  ])
  let count = 0
  const sums: Record<'in' | 'out', Money> = { in: zero(account.currency), out: zero(account.currency) }
  for await (const page of lines)
    for (const line of page) {
      count += 1
      sums[line.direction] = add(sums[line.direction], fromWire(line.money))
      table.row([
        cell(dayAndYear(businessDateOf(line.at, timeZone))),
        detailsOf(line),
        cell(categoryNames[line.category], FINE),
        cell(signedFigure(line.money, line.direction), FIGURE),
        cell(figure(line.balanceAfter), FIGURE),
      ])
      const chunks = paper.written()
      yield* chunks
      // Setting a page takes a while: between two of them everybody else has their turn.
      if (chunks.length > 0) await setImmediate()
    }
  const total = (text: string, sum: string) =>
    table.row([cell(''), cell(text), cell(''), cell(sum, FIGURE), cell('')], { strong: true })
  if (count === 0) table.row([cell(''), cell(words.noLines), cell(''), cell(''), cell('')])
  else {
    total(words.credits, signedFigure(toWire(sums.in), 'in'))
    total(words.debits, signedFigure(toWire(sums.out), 'out'))
    total(words.lines(count), '')
  }
  table.end()
  paper.y += 18
}
