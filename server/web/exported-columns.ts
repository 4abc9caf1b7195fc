/** Columns that several lists have alike. */
import type { WireMoney } from '../domain/money.ts'
import type { Columns } from '../exports/csv/table.ts'

type Party = { readonly number: string; readonly name: string }

export const amountOf = <Row extends { readonly money: WireMoney }>(): Columns<Row> => ({
  amount: ({ money }) => money.amount,
  currency: ({ money }) => money.currency,
})

export const fromAndTo = <Row extends { readonly from: Party; readonly to: Party }>(): Columns<Row> => ({
  fromName: ({ from }) => from.name,
  fromNumber: ({ from }) => from.number,
  toName: ({ to }) => to.name,
  toNumber: ({ to }) => to.number,
})
