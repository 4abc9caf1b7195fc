/**
 * ISO 20022 camt.052.001.08, the bank's report on an account: what lines that were picked out are in this family of
 * messages. A camt.053 is a statement, and promises all entries of a period between two balances; a report may have some of
 * them. It has the balance on the account at its version and no other, so that nobody adds a part up to a whole, and says
 * by what its entries were picked out.
 */
import type { ExportedList } from '../contents.ts'
import { businessDateOf } from '../local-time.ts'
import { pickedOutSentences } from '../picked-out.ts'
import { element, firstOf, textElement } from '../xml.ts'
import { accountElement, balance } from './account.ts'
import { entry } from './entry.ts'

const NAMESPACE = 'urn:iso:std:iso:20022:tech:xsd:camt.052.001.08'

export async function* listAsCamt052(list: ExportedList): AsyncGenerator<string, void, undefined> {
  const { account, version, writtenAt, from, until, timeZone } = list
  const id = `${account.number.slice(-16)}-${version}`
  yield [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<Document xmlns="${NAMESPACE}"><BkToCstmrAcctRpt>`,
    element(
      'GrpHdr',
      textElement('MsgId', firstOf(id, 35)),
      element('CreDtTm', writtenAt),
      element('MsgPgntn', '<PgNb>1</PgNb><LastPgInd>true</LastPgInd>'),
    ),
    '<Rpt>',
    textElement('Id', firstOf(id, 35)),
    element('CreDtTm', writtenAt),
    ...(from === null || until === null
      ? []
      : [element('FrToDt', element('FrDtTm', from), element('ToDtTm', until))]),
    accountElement(account),
    balance('ITBD', list.balance, businessDateOf(writtenAt, timeZone)),
    '',
  ].join('\n')
  for await (const page of list.lines)
    yield page.map((line) => `${entry(line, businessDateOf(line.at, timeZone))}\n`).join('')
  yield [
    textElement('AddtlRptInf', firstOf(pickedOutSentences(list).join(' '), 500)),
    '</Rpt>',
    '</BkToCstmrAcctRpt></Document>',
    '',
  ].join('\n')
}
