/** An account as camt messages name it, and a balance of it. */
import type { WireMoney } from '../../domain/money.ts'
import type { ExportedAccount } from '../contents.ts'
import { element, firstOf, textElement } from '../xml.ts'
import { accountId } from './entry.ts'

export const accountElement = (account: ExportedAccount): string =>
  element(
    'Acct',
    accountId(account.number),
    element('Tp', element('Cd', account.product === 'savings' ? 'SVGS' : 'CACC')),
    element('Ccy', account.currency),
    textElement('Nm', firstOf(account.name, 70)),
    element('Ownr', textElement('Nm', firstOf(account.ownerName, 140))),
    element('Svcr', element('FinInstnId', '<Nm>Passbook</Nm>')),
  )

export const balance = (code: string, of: WireMoney, date: string, creditLine = ''): string =>
  element(
    'Bal',
    element('Tp', element('CdOrPrtry', element('Cd', code))),
    creditLine,
    amount(of),
    element('CdtDbtInd', isNegative(of) ? 'DBIT' : 'CRDT'),
    element('Dt', element('Dt', date)),
  )

export const isNegative = ({ amount: decimal }: WireMoney): boolean => decimal.startsWith('-')
export const unsigned = ({ amount: decimal }: WireMoney): string => decimal.replace('-', '')
export const amount = (of: WireMoney): string => element(`Amt Ccy="${of.currency}"`, unsigned(of))
