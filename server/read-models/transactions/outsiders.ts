/**
 * Everybody with whom a customer has to do at other banks, by name and number: payees, as they are called now, and who
 * has paid, as they called themselves then.
 */
import { categoryOfName } from '../../domain/categories/general-rules.ts'
import { ERASED_PAYEE, ERASED_PAYER } from '../display-name.ts'
import { idOfText } from '../id-of-text.ts'
import { existing, fold } from '../projection.ts'
import { transactionOutsiderTable } from './table.ts'
import { spacedWords } from './words.ts'

type Payer = { readonly customerId: string; readonly payerName: string; readonly payerNumber: string }

/** The same customer's payers of one name and number are one. */
export const payerIdOf = ({ customerId, payerName, payerNumber }: Payer): string =>
  idOfText(JSON.stringify([customerId, payerNumber, payerName]), 'payer')

const called = (name: string, number: string) => ({
  ...{ name, number },
  searchName: spacedWords(name),
  category: categoryOfName(name),
})

type Row = typeof transactionOutsiderTable.$inferSelect

const payer = (of: Payer): Row => ({
  outsiderId: payerIdOf(of),
  customerId: of.customerId,
  isPayee: false,
  ...called(of.payerName, of.payerNumber),
})

/** What stands in the place of all who have paid a customer that has been forgotten. */
export const erasedPayer = (customerId: string): Row =>
  payer({ customerId, payerName: ERASED_PAYER, payerNumber: '' })

export const outsiders = fold(
  transactionOutsiderTable,
  {
    PayeeAdded: (_, { data: { payeeId, customerId, name, number } }) => ({
      outsiderId: payeeId,
      customerId,
      isPayee: true,
      ...called(name, number),
    }),
    PayeeRenamed: (row, { data: { name } }) => ({ ...existing(row), ...called(name, existing(row).number) }),
    PayeeForgotten: (row) => ({ ...existing(row), ...called(ERASED_PAYEE, '') }),
    PaymentReceived: (_, { data }) => payer(data),
  },
  { key: ({ data }) => ('payeeId' in data ? data.payeeId : payerIdOf(data)) },
)
