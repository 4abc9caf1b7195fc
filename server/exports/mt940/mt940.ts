/**
 * SWIFT MT940, one message for a month of one account. Its lines have SWIFT's lengths and nothing but its characters:
 * see ../latin.ts for what becomes of others. That it goes by the network in messages of 2,000 characters is left to
 * whoever would send it: programs that read files want a month in one.
 *
 * Statements are counted by the months of a year, as the standard wants them counted from 1 in January. An open month is
 * written with the balance so far.
 */
import { formatDecimal, fromWire, type WireMoney } from '../../domain/money.ts'
import { type ExportedLine, type ExportedStatement, type Kind, kindOf } from '../contents.ts'
import { toLatin } from '../latin.ts'
import { businessDateOf, lastDayBefore } from '../local-time.ts'
import { inLines } from './lines.ts'

export const MT940_TYPE = 'text/plain; charset=us-ascii'

/** An amount with its comma. */
const AMOUNT_LENGTH = 15

/** Balances alone can be too large: no single movement is. */
export const mt940Problem = (statement: ExportedStatement): string | undefined => {
  const balances = [statement.opening, statement.closing, statement.available]
  return balances.every((balance) => amountOf(balance).length <= AMOUNT_LENGTH)
    ? undefined
    : `cannot hold balances of this size: MT940 has ${AMOUNT_LENGTH} characters for them`
}

export async function* statementAsMt940(
  statement: ExportedStatement,
): AsyncGenerator<string, void, undefined> {
  const { account, month, from, until, timeZone, opening, closing, available } = statement
  const end = lastDayBefore(until, timeZone)
  const today = businessDateOf(statement.writtenAt, timeZone)
  const lastDay = statement.status === 'open' && today < end ? today : end
  yield written([
    `:20:${month.replace('-', '')}${account.number.slice(-10)}`,
    `:25:${account.number.slice(0, 35)}`,
    `:28C:${Number(month.slice(5))}/1`,
    `:60F:${balanceOf(opening, businessDateOf(from, timeZone))}`,
  ])
  for await (const page of statement.lines)
    yield page.map((line) => written(entry(line, businessDateOf(line.at, timeZone)))).join('')
  yield written([`:62F:${balanceOf(closing, lastDay)}`, `:64:${balanceOf(available, lastDay)}`, '-'])
}

const written = (lines: readonly string[]): string => lines.map((line) => `${line}\r\n`).join('')

/** `12,50`, and `500,` where there are no decimals. */
const amountOf = (money: WireMoney): string => {
  const { amountMinor, currency } = fromWire(money)
  const [whole, fraction = ''] = formatDecimal(amountMinor < 0n ? -amountMinor : amountMinor, currency).split(
    '.',
  )
  return `${whole},${fraction}`
}

/** `2026-03-10` as `260310`. */
const shortDate = (date: string): string => date.slice(2).replaceAll('-', '')

const balanceOf = (money: WireMoney, date: string): string =>
  `${money.amount.startsWith('-') ? 'D' : 'C'}${shortDate(date)}${money.currency}${amountOf(money)}`

const CODES: Readonly<Record<Kind, string>> = {
  transfer: 'NTRF',
  exchange: 'NFEX',
  interest: 'NINT',
  fee: 'NCHG',
  counter: 'NMSC',
}

const entry = (line: ExportedLine, date: string): string[] => {
  const day = shortDate(date)
  const mark = line.direction === 'in' ? 'C' : 'D'
  return [
    `:61:${day}${day.slice(2)}${mark}${amountOf(line.money)}${CODES[kindOf(line)]}NONREF//${line.position}`,
    ...inLines(`:86:${detailsOf(line)}`),
  ]
}

/** By name, between slashes, the widespread way to tell details apart. */
const detailsOf = (line: ExportedLine): string => {
  const { counterparty, description, note, category, transferId, quoteId } = line
  const details: Readonly<Record<string, string | null | undefined>> = {
    EREF: (transferId ?? quoteId)?.replaceAll('-', ''),
    CTGY: category,
    ACCT: counterparty?.number,
    NAME: counterparty?.name,
    // What may be long, and cut off, comes last.
    REMI: description,
    NOTE: note,
  }
  return Object.entries(details)
    .filter(([, value]) => value)
    .map(([name, value]) => `/${name}/${asValue(value!)}`)
    .join('')
}

/** Nobody's text may look like the name of another detail. */
const asValue = (text: string): string => toLatin(text).replace(/\/(?=[0-9A-Z]{2,4}\/)/g, '-')
