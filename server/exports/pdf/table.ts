/**
 * A table that goes on over pages: its head is repeated on each, rows are never torn apart. For whoever listens it is one
 * table with one head; the heads further down are ornaments.
 */
import type { StructureElement } from 'pdfkit'
import { colors, type Paper } from './paper.ts'
import type { Style } from './typesetter.ts'

export type Column = {
  readonly title: string
  readonly width: number
  readonly align?: 'left' | 'right'
}
/** A paragraph of a cell. */
export type Part = { readonly text: string; readonly style: Style }
/** Its parts stand one below the other. */
export type Cell = readonly Part[]

const GAP = 10
const PADDING = 5
const HEAD: Style = { size: 7.5, color: colors.quiet, weight: 'bold' }
const LEADING = 1.32

export type Table = {
  /** The first column's cell says what the row is about, where `isNamed` is true. */
  readonly row: (
    cells: readonly Cell[],
    options?: { readonly strong?: boolean; readonly isNamed?: boolean },
  ) => void
  readonly end: () => void
}

export const createTable = (paper: Paper, title: string, columns: readonly Column[]): Table => {
  const { document, type } = paper
  const lefts = columns.map((_, n) =>
    columns.slice(0, n).reduce((left, { width }) => left + width, paper.left),
  )
  const table = document.struct('Table', { title })
  paper.add(table)
  let body: StructureElement | undefined

  const place = ({ align, width }: Column, n: number) =>
    align === 'right'
      ? ({ x: lefts[n]! + width, align } as const)
      : ({ x: lefts[n]!, align: 'left' } as const)

  const rule = (y: number, color: string, width = 0.5) =>
    paper.artifact(() => {
      document.moveTo(paper.left, y).lineTo(paper.right, y).lineWidth(width).strokeColor(color).stroke()
    })

  const titleAt = (column: Column, n: number) =>
    type.draw(column.title, HEAD, { ...place(column, n), y: paper.y + HEAD.size })

  const endHead = () => {
    paper.y += HEAD.size + PADDING + 2
    rule(paper.y, colors.brand, 0.8)
  }

  const head = () => {
    const row = document.struct('TR', {})
    const group = document.struct('THead', {})
    table.add(group)
    group.add(row)
    for (const [n, column] of columns.entries())
      row.add(document.struct('TH', { scope: 'Column' }, () => titleAt(column, n)))
    row.end()
    group.end()
    endHead()
  }

  /** A new part of the table's body for each page, so that the last page's can go out with it. */
  const continueOnNewPage = () => {
    body?.end()
    body = undefined
    paper.newPage()
    paper.artifact(() => columns.forEach(titleAt))
    endHead()
  }

  if (!paper.hasRoomFor(60)) paper.newPage()
  head()

  return {
    row: (cells, { strong = false, isNamed = false } = {}) => {
      const set = cells.map((cell, n) =>
        cell.map(({ text, style }) => {
          const own: Style = strong ? { ...style, weight: 'bold' } : style
          const width = columns[n]!.width - (columns[n]!.align === 'right' ? 0 : GAP)
          return { text, style: own, lines: type.linesOf(text, own, width) }
        }),
      )
      const heightOf = (cell: (typeof set)[number]) =>
        cell.reduce((height, { lines, style }) => height + lines.length * style.size * LEADING, 0)
      const height = Math.max(...set.map(heightOf)) + 2 * PADDING
      if (!paper.hasRoomFor(height)) continueOnNewPage()
      if (!body) {
        body = document.struct('TBody', {})
        table.add(body)
      }
      const row = document.struct('TR', {})
      body.add(row)
      const top = paper.y + PADDING
      const first = Math.max(...set.map(([part]) => part!.style.size))
      for (const [n, cell] of set.entries()) {
        const actual = readAs(cell.map(({ text }) => text))
        const draw = () => {
          // The first lines of a row stand on one base line, whatever their sizes.
          let y = top + (first - cell[0]!.style.size)
          for (const { lines, style } of cell)
            for (const line of lines) {
              type.draw(line, style, { ...place(columns[n]!, n), y: y + style.size })
              y += style.size * LEADING
            }
        }
        const kind = n === 0 && isNamed ? 'TH' : 'TD'
        const options = { ...(actual && { actual }), ...(kind === 'TH' && { scope: 'Row' as const }) }
        row.add(document.struct(kind, options, draw))
      }
      row.end()
      paper.y += height
      rule(paper.y, colors.line)
    },
    end: () => {
      body?.end()
      table.end()
    },
  }

  function readAs(texts: readonly string[]): string | undefined {
    return texts.some((text) => type.readAs(text) !== undefined) ? texts.join('\n') : undefined
  }
}
