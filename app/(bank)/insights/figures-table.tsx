/** Figures as a table: seen, or only heard while the drawing is seen. A cell may lead to the lines behind it. */
import type { Currency } from '../../../server/domain/decimal.ts'
import { formatDecimal } from '../../../server/domain/decimal.ts'
import { formatMoney } from '../../components/money-format.ts'
import classes from './figures-table.module.css'

export type FigureCell = {
  /** Minor units of the currency; or a text. */
  readonly value: bigint | string
  /** Whether it is read rather than compared. */
  readonly isName?: boolean
  readonly currency?: Currency
  /** What a press leads to, and what it is called. */
  readonly lead?: { readonly label: string; readonly onPress: () => void } | undefined
}

export type FigureRow = { readonly key: string; readonly name: string; readonly cells: readonly FigureCell[] }

export function FiguresTable({
  caption,
  columns,
  rows,
  isSeen,
}: {
  caption: string
  /** The first is the rows' own. */
  columns: readonly string[]
  rows: readonly FigureRow[]
  isSeen: boolean
}) {
  const [first, ...others] = columns
  return (
    // What is wider than a phone is scrolled by the arrow keys.
    <div className={isSeen ? classes.seen : classes.heard} tabIndex={isSeen ? 0 : undefined}>
      <table className={classes.table}>
        <caption className={classes.heard}>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{first}</th>
            {others.map((column, index) => (
              <th
                scope="col"
                key={column}
                className={rows[0]?.cells[index]?.isName ? classes.name : undefined}
              >
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, name, cells }) => (
            <tr key={key}>
              <th scope="row">{name}</th>
              {cells.map((cell, index) => (
                <td key={others[index]} className={cell.isName ? classes.name : 'money'}>
                  <Figure cell={cell} isSeen={isSeen} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** What cannot be seen must not be stepped on with the Tab key. */
function Figure({ cell: { value, currency, lead }, isSeen }: { cell: FigureCell; isSeen: boolean }) {
  const written =
    typeof value === 'string' || !currency
      ? String(value)
      : formatMoney({ amount: formatDecimal(value, currency), currency })
  if (!lead || !isSeen) return written
  return (
    <button type="button" className={classes.lead} onClick={lead.onPress} aria-label={lead.label}>
      {written}
    </button>
  )
}
