/** How a line stands in a table, of a statement or of a list. */
import type { ExportedLine } from '../contents.ts'
import { colors } from './paper.ts'
import type { Cell } from './table.ts'
import type { Style } from './typesetter.ts'
import { words } from './words.ts'

const MAIN: Style = { size: 9, color: colors.text }
export const FIGURE: Style = { ...MAIN, isFigure: true }
export const FINE: Style = { size: 7.5, color: colors.quiet }

export const cell = (text: string, style: Style = MAIN): Cell => [{ text, style }]

/** Who and what for, one below the other. */
export const detailsOf = ({ counterparty, description, note }: ExportedLine): Cell => {
  const name = counterparty?.name || description
  // A number stays in one piece.
  const number = words.numbered(counterparty?.number ?? '').replaceAll(' ', '\u00A0')
  const more = [name === description ? '' : description, number].filter(Boolean).join(' · ')
  return [
    { text: name, style: MAIN },
    ...(more ? [{ text: more, style: FINE }] : []),
    ...(note ? [{ text: note, style: FINE }] : []),
  ]
}
