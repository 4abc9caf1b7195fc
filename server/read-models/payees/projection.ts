/** Payees as they are called and marked now. */
import { ERASED_PAYEE } from '../display-name.ts'
import { existing, fold, projector } from '../projection.ts'
import { payeeTable } from './table.ts'

const allPayees = fold(
  payeeTable,
  {
    PayeeAdded: (_, { data, globalPosition }) => ({
      payeeId: data.payeeId,
      customerId: data.customerId,
      status: 'saved',
      name: data.name,
      number: data.number,
      accountId: data.accountId,
      bank: data.bank,
      isTrusted: false,
      addedAt: new Date(data.addedAt),
      lastPosition: globalPosition,
    }),
    PayeeRenamed: (row, { data, globalPosition }) => ({
      ...existing(row),
      name: data.name,
      lastPosition: globalPosition,
    }),
    PayeeTrusted: (row, { globalPosition }) => ({
      ...existing(row),
      isTrusted: true,
      lastPosition: globalPosition,
    }),
    PayeeUntrusted: (row, { globalPosition }) => ({
      ...existing(row),
      isTrusted: false,
      lastPosition: globalPosition,
    }),
    PayeeRemoved: (row, { globalPosition }) => ({
      ...existing(row),
      status: 'removed',
      isTrusted: false,
      lastPosition: globalPosition,
    }),
    PayeeForgotten: (row, { globalPosition }) => ({
      ...existing(row),
      status: 'forgotten',
      isTrusted: false,
      name: ERASED_PAYEE,
      number: '',
      bank: null,
      lastPosition: globalPosition,
    }),
  },
  { key: ({ data }) => data.payeeId },
)

export const payees = projector('payees', [allPayees])
