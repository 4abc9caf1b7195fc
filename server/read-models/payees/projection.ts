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
      trustedAt: null,
      addedAt: new Date(data.addedAt),
      lastPosition: globalPosition,
    }),
    PayeeRenamed: (row, { data, globalPosition }) => ({
      ...existing(row),
      name: data.name,
      lastPosition: globalPosition,
    }),
    PayeeTrusted: (row, { data, globalPosition }) => ({
      ...existing(row),
      isTrusted: true,
      trustedAt: data.trustedAt === null ? null : new Date(data.trustedAt),
      lastPosition: globalPosition,
    }),
    PayeeUntrusted: (row, { globalPosition }) => ({
      ...existing(row),
      isTrusted: false,
      trustedAt: null,
      lastPosition: globalPosition,
    }),
    PayeeRemoved: (row, { globalPosition }) => ({
      ...existing(row),
      status: 'removed',
      isTrusted: false,
      trustedAt: null,
      lastPosition: globalPosition,
    }),
    PayeeForgotten: (row, { globalPosition }) => ({
      ...existing(row),
      status: 'forgotten',
      isTrusted: false,
      trustedAt: null,
      name: ERASED_PAYEE,
      number: '',
      bank: null,
      lastPosition: globalPosition,
    }),
  },
  { key: ({ data }) => data.payeeId },
)

export const payees = projector('payees', [allPayees])
