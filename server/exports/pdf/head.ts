/** The top of a statement, and its titles and paragraphs. */
import type { ExportedAccount, ExportedStatement } from '../contents.ts'
import { businessDateOf, lastDayBefore } from '../local-time.ts'
import { colors, type Paper } from './paper.ts'
import type { Style } from './typesetter.ts'
import { figure, longDay, monthName, signedFigure, words } from './words.ts'

const BANK: Style = { size: 13, color: colors.brand, weight: 'bold' }
const KIND: Style = { size: 8.5, color: colors.quiet }
const MONTH: Style = { size: 25, color: colors.text, weight: 'bold' }
const ACCOUNT: Style = { size: 10.5, color: colors.text }
const QUIET: Style = { size: 9, color: colors.quiet }
const TITLE: Style = { size: 12, color: colors.text, weight: 'bold' }
const LABEL: Style = { size: 7.5, color: colors.quiet }
const FIGURE: Style = { size: 12.5, color: colors.text, weight: 'bold', isFigure: true }
const LEADING = 1.36

export const drawHead = (paper: Paper, statement: ExportedStatement): void => {
  const { account, month, from, until, timeZone, opening, credits, debits, closing, status } = statement
  const first = longDay(businessDateOf(from, timeZone))
  drawTop(paper, account, {
    kind: words.statement,
    title: monthName(month),
    note: `${first} – ${longDay(lastDayBefore(until, timeZone))}`,
  })
  drawFigures(paper, [
    [words.opening, figure(opening)],
    [words.credits, signedFigure(credits, 'in')],
    [words.debits, signedFigure(debits, 'out')],
    [status === 'open' ? words.soFar : words.closing, figure(closing)],
  ])
  paper.y += 22
}

/** The bank, what it is, and whose account it is about. */
export const drawTop = (
  paper: Paper,
  account: ExportedAccount,
  { kind, title, note }: { readonly kind: string; readonly title: string; readonly note: string },
): void => {
  paper.artifact(() => drawMark(paper))
  line(paper, 'P', words.bank, BANK, { x: paper.left + 26, y: paper.y + 16 })
  line(paper, 'P', kind, KIND, { x: paper.right, y: paper.y + 16, align: 'right' })
  paper.y += 52
  drawLines(paper, 'H1', title, MONTH)
  paper.y += 4
  drawLines(paper, 'P', note, QUIET)
  paper.y += 8
  drawLines(paper, 'P', account.name, { ...ACCOUNT, weight: 'bold' })
  drawLines(paper, 'P', words.numbered(account.number), ACCOUNT)
  drawLines(paper, 'P', `${words.owner(account.ownerName)} · ${words.amountsIn(account.currency)}`, QUIET)
  paper.y += 12
}

/** The little book the bank is named after. */
const drawMark = ({ document, left, y }: Paper): void => {
  document
    .save()
    .translate(left - 3, y - 3)
    .scale(0.85)
  document.roundedRect(4, 3, 24, 26, 5).fill(colors.brand)
  document.lineWidth(1.5).strokeColor(colors.page, 0.45).moveTo(10, 3).lineTo(10, 29).stroke()
  document.lineWidth(2).lineCap('round').strokeColor(colors.page, 1)
  document.moveTo(14, 11).lineTo(23, 11).moveTo(14, 16).lineTo(23, 16).stroke()
  document.strokeColor(colors.gold).moveTo(14, 21).lineTo(18.5, 21).stroke()
  document.restore()
}

/** Beside each other; a figure that is too wide for that gets smaller. */
const drawFigures = (paper: Paper, figures: readonly (readonly [label: string, figure: string])[]): void => {
  const width = (paper.right - paper.left) / figures.length
  paper.artifact(() => {
    paper.document.roundedRect(paper.left, paper.y, paper.right - paper.left, 48, 6).fill(colors.soft)
  })
  const widest = Math.max(...figures.map(([, text]) => paper.type.widthOf(text, FIGURE)))
  const size = Math.min(FIGURE.size, (FIGURE.size * (width - 20)) / widest)
  for (const [n, [label, text]] of figures.entries()) {
    const x = paper.left + n * width + 12
    const part = paper.document.struct('P', {}, [
      () => paper.type.draw(label, LABEL, { x, y: paper.y + 18 }),
      () => paper.type.draw(text, { ...FIGURE, size }, { x, y: paper.y + 36 }),
    ])
    paper.add(part)
  }
  paper.y += 48
}

export const drawTitle = (paper: Paper, text: string): void => {
  // A title does not stand at the foot of a page, with what it is about on the next one.
  if (!paper.hasRoomFor(110)) paper.newPage()
  drawLines(paper, 'H2', text, TITLE)
  paper.y += 6
}

/** Of any length. */
export const drawParagraph = (paper: Paper, text: string, style: Style): void => {
  const lines = paper.type.linesOf(text, style, paper.right - paper.left)
  if (!paper.hasRoomFor(lines.length * style.size * LEADING)) paper.newPage()
  drawLines(paper, 'P', text, style)
  paper.y += 2
}

const drawLines = (paper: Paper, kind: 'H1' | 'H2' | 'P', text: string, style: Style): void => {
  const lines = paper.type.linesOf(text, style, paper.right - paper.left)
  const top = paper.y
  const actual = paper.type.readAs(text)
  paper.add(
    paper.document.struct(kind, actual ? { actual } : {}, () => {
      for (const [n, one] of lines.entries())
        paper.type.draw(one, style, { x: paper.left, y: top + style.size + n * style.size * LEADING })
    }),
  )
  paper.y += lines.length * style.size * LEADING
}

const line = (
  paper: Paper,
  kind: 'P',
  text: string,
  style: Style,
  place: { readonly x: number; readonly y: number; readonly align?: 'left' | 'right' },
): void => paper.add(paper.document.struct(kind, {}, () => paper.type.draw(text, style, place)))
