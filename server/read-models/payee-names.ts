/** How payees are called, and their numbers: a lookup table, kept by each read model that shows them. */
import type { PgTable } from 'drizzle-orm/pg-core'
import { ERASED_PAYEE } from './display-name.ts'
import { existing, type FoldPart, fold } from './projection.ts'

type PayeeNameTable = PgTable & { readonly $inferSelect: { payeeId: string; name: string; number: string } }

export const payeeNames = (table: PayeeNameTable): FoldPart =>
  fold(
    table,
    {
      PayeeAdded: (_, { data: { payeeId, name, number } }) => ({ payeeId, name, number }),
      PayeeRenamed: (row, { data: { name } }) => ({ ...existing(row), name }),
      PayeeForgotten: (_, { data: { payeeId } }) => ({ payeeId, name: ERASED_PAYEE, number: '' }),
    },
    { key: ({ data }) => data.payeeId },
  )
