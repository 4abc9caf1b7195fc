/**
 * OFX 2.2, which accounting programs import. A line's FITID is its place in the log: the same line has it in every file,
 * no other line has it in any, and so a program that imports two files that overlap takes each line once.
 *
 * XML in UTF-8: names and texts of any script stand as they are. Those that are longer than OFX allows are cut off; a
 * name's first 100 characters are kept beside the 32 that every program reads.
 */
import { isOwnNumber } from '../../domain/account-number.ts'
import {
  type ExportedAccount,
  type ExportedLine,
  type ExportedList,
  type ExportedStatement,
  type Kind,
  kindOf,
  type Pages,
  signed,
} from '../contents.ts'
import { localTime } from '../local-time.ts'
import { element, firstOf, textElement } from '../xml.ts'

export const OFX_TYPE = 'application/x-ofx; charset=utf-8'

type OfxFile = {
  readonly account: ExportedAccount
  readonly timeZone: string
  readonly writtenAt: string
  readonly from: string
  /** The last instant. */
  readonly to: string
  readonly ledger: string
  readonly available: string | undefined
  readonly lines: Pages
}

export const statementAsOfx = (statement: ExportedStatement): AsyncGenerator<string> => {
  const end = new Date(Date.parse(statement.until) - 1).toISOString()
  return toOfx({
    ...statement,
    to: earlier(statement.writtenAt, end),
    ledger: statement.closing.amount,
    available: statement.available.amount,
  })
}

/** Lines that were picked out, with the balance that the account has now. */
export const listAsOfx = (list: ExportedList): AsyncGenerator<string> =>
  toOfx({
    ...list,
    from: list.from ?? '1970-01-01T00:00:00.000Z',
    to: earlier(list.until ?? list.writtenAt, list.writtenAt),
    ledger: list.balance.amount,
    available: undefined,
  })

async function* toOfx(file: OfxFile): AsyncGenerator<string, void, undefined> {
  const { account, timeZone, writtenAt } = file
  const at = (instant: string) => ofxTime(instant, timeZone)
  yield [
    '<?xml version="1.0" encoding="UTF-8" standalone="no"?>',
    '<?OFX OFXHEADER="200" VERSION="220" SECURITY="NONE" OLDFILEUID="NONE" NEWFILEUID="NONE"?>',
    '<OFX>',
    element(
      'SIGNONMSGSRSV1',
      element(
        'SONRS',
        STATUS_FINE,
        element('DTSERVER', at(writtenAt)),
        '<LANGUAGE>ENG</LANGUAGE><FI><ORG>Passbook</ORG><FID>PASS</FID></FI>',
      ),
    ),
    `<BANKMSGSRSV1><STMTTRNRS><TRNUID>0</TRNUID>${STATUS_FINE}<STMTRS>`,
    element('CURDEF', account.currency),
    accountElement(account),
    `<BANKTRANLIST>${element('DTSTART', at(file.from))}${element('DTEND', at(file.to))}`,
    '',
  ].join('\n')
  for await (const page of file.lines) yield page.map((line) => `${lineElement(line, timeZone)}\n`).join('')
  yield [
    '</BANKTRANLIST>',
    balanceElement('LEDGERBAL', file.ledger, at(file.to)),
    ...(file.available === undefined ? [] : [balanceElement('AVAILBAL', file.available, at(file.to))]),
    '</STMTRS></STMTTRNRS></BANKMSGSRSV1>',
    '</OFX>',
    '',
  ].join('\n')
}

/** Of two instants. */
const earlier = (...instants: [string, string]): string => instants.sort()[0]!

const STATUS_FINE = '<STATUS><CODE>0</CODE><SEVERITY>INFO</SEVERITY></STATUS>'

const balanceElement = (name: string, amount: string, at: string): string =>
  element(name, element('BALAMT', amount), element('DTASOF', at))

/** 22 characters are all that OFX has for a number: country and check digits are left out, the bank has its own place. */
const accountElement = ({ number, product }: ExportedAccount): string =>
  element(
    'BANKACCTFROM',
    textElement('BANKID', isOwnNumber(number) ? number.slice(4, 8) : 'PASS'),
    textElement('ACCTID', (isOwnNumber(number) ? number.slice(8) : number).slice(-22)),
    element('ACCTTYPE', product === 'savings' ? 'SAVINGS' : 'CHECKING'),
  )

const lineElement = (line: ExportedLine, timeZone: string): string => {
  const { at, position, transferId, quoteId, counterparty, description, note } = line
  const name = counterparty?.name || description
  const reference = (transferId ?? quoteId)?.replaceAll('-', '')
  return element(
    'STMTTRN',
    element('TRNTYPE', typeOf(line)),
    element('DTPOSTED', ofxTime(at, timeZone)),
    element('TRNAMT', signed(line)),
    element('FITID', String(position)),
    element('REFNUM', reference ?? ''),
    textElement('NAME', firstOf(name, 32)),
    [...name].length > 32 ? textElement('EXTDNAME', firstOf(name, 100)) : '',
    textElement('MEMO', firstOf([description, note].filter(Boolean).join(' – '), 255)),
  )
}

const typeOf = (line: ExportedLine): string => {
  const isIn = line.direction === 'in'
  const byKind: Readonly<Record<Kind, string>> = {
    transfer: isIn ? 'CREDIT' : 'DEBIT',
    exchange: 'XFER',
    interest: 'INT',
    fee: 'SRVCHG',
    counter: isIn ? 'DEP' : 'CASH',
  }
  return byKind[kindOf(line)]
}

/** `20260310110000.000[+1]`: the day is the bank's, the instant is everybody's. */
const ofxTime = (instant: string, timeZone: string): string => {
  const { date, time, offsetMinutes } = localTime(instant, timeZone)
  const hours = Number((offsetMinutes / 60).toFixed(2))
  return `${date.replaceAll('-', '')}${time.replaceAll(':', '')}[${hours < 0 ? hours : `+${hours}`}]`
}
