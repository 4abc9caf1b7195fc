/** How customers are called wherever somebody else reads it: a lookup table, kept by each read model that shows names. */
import type { PgTable } from 'drizzle-orm/pg-core'
import { displayName, ERASED_NAME } from './display-name.ts'
import { type FoldPart, fold } from './projection.ts'

type CustomerNameTable = PgTable & { readonly $inferSelect: { customerId: string; name: string } }

/** One row per customer; of somebody who has been forgotten it says that and nothing else. */
export const customerNames = (table: CustomerNameTable): FoldPart =>
  fold(
    table,
    {
      CustomerRegistered: (_, { data }) => ({ customerId: data.customerId, name: displayName(data) }),
      CustomerForgotten: (_, { data }) => ({ customerId: data.customerId, name: ERASED_NAME }),
    },
    { key: ({ data }) => data.customerId },
  )
