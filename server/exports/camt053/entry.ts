/** One entry of a camt.053 statement: a line, who is at its other end, and what it is for. */
import { isOwnNumber } from '../../domain/account-number.ts'
import { type ExportedLine, kindOf } from '../contents.ts'
import { element, firstOf, textElement } from '../xml.ts'

export const entry = (line: ExportedLine, date: string): string => {
  const { position, at, money, direction } = line
  const dates = element('DtTm', at)
  return element(
    'Ntry',
    element('NtryRef', String(position)),
    element(`Amt Ccy="${money.currency}"`, money.amount),
    element('CdtDbtInd', direction === 'in' ? 'CRDT' : 'DBIT'),
    '<Sts><Cd>BOOK</Cd></Sts>',
    element('BookgDt', dates),
    element('ValDt', element('Dt', date)),
    element('AcctSvcrRef', String(position)),
    transactionCode(line),
    element('NtryDtls', element('TxDtls', ...details(line))),
  )
}

const details = (line: ExportedLine): string[] => {
  const { transferId, quoteId, money, direction, description, note } = line
  const reference = (transferId ?? quoteId)?.replaceAll('-', '') ?? ''
  return [
    element(
      'Refs',
      element('AcctSvcrRef', String(line.position)),
      '<EndToEndId>NOTPROVIDED</EndToEndId>',
      element('TxId', reference),
    ),
    element(`Amt Ccy="${money.currency}"`, money.amount),
    element('CdtDbtInd', direction === 'in' ? 'CRDT' : 'DBIT'),
    otherSide(line),
    element('RmtInf', ...inPieces(description, 140).map((piece) => textElement('Ustrd', piece))),
    note ? textElement('AddtlTxInf', firstOf(note, 500)) : '',
  ]
}

/** Who has paid what came in, or was paid what went out. */
const otherSide = ({ counterparty, direction }: ExportedLine): string => {
  if (counterparty === null) return ''
  const role = direction === 'in' ? 'Dbtr' : 'Cdtr'
  return element(
    'RltdPties',
    counterparty.name && element(role, element('Pty', textElement('Nm', firstOf(counterparty.name, 140)))),
    counterparty.number && element(`${role}Acct`, accountId(counterparty.number)),
  )
}

/** Numbers of this bank only look like IBANs: their country has none. */
export const accountId = (number: string): string =>
  element(
    'Id',
    isOwnNumber(number)
      ? element('Othr', textElement('Id', number), '<SchmeNm><Cd>BBAN</Cd></SchmeNm><Issr>Passbook</Issr>')
      : textElement('IBAN', number),
  )

/** Domain, family and sub-family of ISO's own list, and the category as the bank's code. */
const transactionCode = (line: ExportedLine): string => {
  const [domain, family, subFamily] = isoCode(line)
  return element(
    'BkTxCd',
    element(
      'Domn',
      element('Cd', domain),
      element('Fmly', element('Cd', family), element('SubFmlyCd', subFamily)),
    ),
    element('Prtry', element('Cd', line.category), '<Issr>Passbook</Issr>'),
  )
}

const isoCode = (line: ExportedLine): readonly [string, string, string] => {
  const isIn = line.direction === 'in'
  switch (kindOf(line)) {
    case 'transfer': {
      const isBooked = line.counterparty === null || isOwnNumber(line.counterparty.number)
      return ['PMNT', isIn ? 'RCDT' : 'ICDT', isBooked ? 'BOOK' : 'OTHR']
    }
    case 'exchange':
      return ['FORX', 'SPOT', 'OTHR']
    case 'interest':
      return ['ACMT', isIn ? 'MCOP' : 'MDOP', 'INTR']
    case 'fee':
      return ['ACMT', isIn ? 'MCOP' : 'MDOP', 'CHRG']
    case 'counter':
      return ['PMNT', 'CNTR', isIn ? 'CDPT' : 'CWDL']
  }
}

const inPieces = (text: string, length: number): string[] => {
  const characters = [...text]
  return Array.from({ length: Math.ceil(characters.length / length) }, (_, n) =>
    characters.slice(n * length, (n + 1) * length).join(''),
  )
}
