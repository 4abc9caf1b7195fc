/** An account's lines as CSV: those that somebody has picked out, or a month's between its opening and its closing. */
import { type ExportedLine, type ExportedList, type ExportedStatement, signed } from '../contents.ts'
import { businessDateOf, lastDayBefore } from '../local-time.ts'
import { proofSentences } from '../proof.ts'
import { type Columns, toCsv } from './table.ts'

const lineColumns = (timeZone: string): Columns<ExportedLine> => ({
  date: ({ at }) => businessDateOf(at, timeZone),
  at: ({ at }) => at,
  amount: signed,
  currency: ({ money }) => money.currency,
  balanceAfter: ({ balanceAfter }) => balanceAfter.amount,
  description: ({ description }) => description,
  note: ({ note }) => note,
  counterpartyName: ({ counterparty }) => counterparty?.name,
  counterpartyNumber: ({ counterparty }) => counterparty?.number,
  category: ({ category }) => category,
  transferId: ({ transferId, quoteId }) => transferId ?? quoteId,
  position: ({ position }) => position,
})

export const listAsCsv = ({ timeZone, lines }: ExportedList): AsyncGenerator<string> =>
  toCsv(lineColumns(timeZone), lines)

type Row = { readonly kind: 'line'; readonly line: ExportedLine } | End
/** The balance on a date, and what is to be said of it. */
type End = {
  readonly kind: 'opening' | 'closing'
  readonly date: string
  readonly balance: string
  readonly text: string
}

/** The columns of a list, and before them what a row is: `opening`, `line` or `closing`. Amounts stand in lines alone. */
export const statementAsCsv = (statement: ExportedStatement): AsyncGenerator<string> => {
  const { timeZone, account } = statement
  const columns = lineColumns(timeZone)
  const own: Columns<End> = {
    date: ({ date }) => date,
    currency: () => account.currency,
    balanceAfter: ({ balance }) => balance,
    description: ({ text }) => text,
  }
  return toCsv<Row>(
    {
      record: ({ kind }) => kind,
      ...Object.fromEntries(
        Object.entries(columns).map(([name, cell]) => [
          name,
          (record: Row) => (record.kind === 'line' ? cell(record.line) : own[name]?.(record)),
        ]),
      ),
    },
    rowsOf(statement),
  )
}

async function* rowsOf(statement: ExportedStatement): AsyncGenerator<readonly Row[]> {
  const { from, until, timeZone, opening, closing, lines } = statement
  yield [
    {
      kind: 'opening',
      date: businessDateOf(from, timeZone),
      balance: opening.amount,
      text: 'Opening balance',
    },
  ]
  for await (const page of lines) yield page.map((line) => ({ kind: 'line', line }))
  const text = ['Closing balance.', ...proofSentences(statement)].join(' ')
  yield [{ kind: 'closing', date: lastDayBefore(until, timeZone), balance: closing.amount, text }]
}
