/**
 * ISO 20022 camt.053.001.08, the bank's statement to its customer, for one month of one account. Elements stand in the
 * order of the standard's schema; texts are cut to its lengths, or go on in the next element where it may be repeated.
 *
 * A month that is open has an interim closing (ITBD, ITAV) in the place of a final one (CLBD, CLAV). The totals by
 * category stand in the summary, by the category as the bank's own code.
 */
import { add, fromWire, subtract, toWire, type WireMoney } from '../../domain/money.ts'
import type { ExportedStatement } from '../contents.ts'
import { businessDateOf, lastDayBefore } from '../local-time.ts'
import { proofSentences } from '../proof.ts'
import { element, firstOf, textElement } from '../xml.ts'
import { accountElement, amount, balance, isNegative, unsigned } from './account.ts'
import { entry } from './entry.ts'

export const CAMT_TYPE = 'application/xml; charset=utf-8'
const NAMESPACE = 'urn:iso:std:iso:20022:tech:xsd:camt.053.001.08'

export async function* statementAsCamt053(
  statement: ExportedStatement,
): AsyncGenerator<string, void, undefined> {
  const { account, month, version, writtenAt, from, until, timeZone } = statement
  const id = `${month}-${account.number.slice(-16)}`
  yield [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<Document xmlns="${NAMESPACE}"><BkToCstmrStmt>`,
    element(
      'GrpHdr',
      textElement('MsgId', firstOf(`${id}-${version}`, 35)),
      element('CreDtTm', writtenAt),
      element('MsgPgntn', '<PgNb>1</PgNb><LastPgInd>true</LastPgInd>'),
    ),
    '<Stmt>',
    textElement('Id', firstOf(id, 35)),
    element('LglSeqNb', String(Number(month.slice(5)))),
    element('CreDtTm', writtenAt),
    element('FrToDt', element('FrDtTm', from), element('ToDtTm', until)),
    accountElement(account),
    ...balances(statement),
    summary(statement),
    '',
  ].join('\n')
  for await (const page of statement.lines)
    yield page.map((line) => `${entry(line, businessDateOf(line.at, timeZone))}\n`).join('')
  yield [
    textElement('AddtlStmtInf', firstOf(proofSentences(statement).join(' '), 500)),
    '</Stmt>',
    '</BkToCstmrStmt></Document>',
    '',
  ].join('\n')
}

const balances = (statement: ExportedStatement): string[] => {
  const { from, until, timeZone, opening, closing, available, overdraftLimit } = statement
  const isOpen = statement.status === 'open'
  const end = lastDayBefore(until, timeZone)
  const today = businessDateOf(statement.writtenAt, timeZone)
  const lastDay = isOpen && today < end ? today : end
  const hasCredit = fromWire(overdraftLimit).amountMinor > 0n
  const creditLine = hasCredit ? element('CdtLine', '<Incl>true</Incl>', amount(overdraftLimit)) : ''
  return [
    balance('OPBD', opening, businessDateOf(from, timeZone)),
    balance(isOpen ? 'ITBD' : 'CLBD', closing, lastDay),
    balance(isOpen ? 'ITAV' : 'CLAV', available, lastDay, creditLine),
  ]
}

type Totals = {
  readonly in: WireMoney
  readonly inCount: number
  readonly out: WireMoney
  readonly outCount: number
}

const summary = ({ credits, debits, entries, categories }: ExportedStatement): string => {
  const inCount = categories.reduce((all, one) => all + one.inCount, 0)
  const outCount = entries - inCount
  return element(
    'TxsSummry',
    element('TtlNtries', ...totals({ in: credits, out: debits, inCount, outCount })),
    element('TtlCdtNtries', ...counted(inCount, credits)),
    element('TtlDbtNtries', ...counted(outCount, debits)),
    ...categories.map((one) =>
      element(
        'TtlNtriesPerBkTxCd',
        ...totals(one),
        element('CdtNtries', ...counted(one.inCount, one.in)),
        element('DbtNtries', ...counted(one.outCount, one.out)),
        element('BkTxCd', element('Prtry', element('Cd', one.category), '<Issr>Passbook</Issr>')),
      ),
    ),
  )
}

const counted = (count: number, sum: WireMoney): string[] => [
  element('NbOfNtries', String(count)),
  element('Sum', sum.amount),
]

const totals = ({ in: credits, out: debits, inCount, outCount }: Totals): string[] => {
  const net = toWire(subtract(fromWire(credits), fromWire(debits)))
  return [
    ...counted(inCount + outCount, toWire(add(fromWire(credits), fromWire(debits)))),
    element(
      'TtlNetNtry',
      element('Amt', unsigned(net)),
      element('CdtDbtInd', isNegative(net) ? 'DBIT' : 'CRDT'),
    ),
  ]
}
