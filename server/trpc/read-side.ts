/** The read side as procedures see it: one function per query, each answering in the shapes of the wire. */
import type { Currency, WireMoney } from '../domain/money.ts'

export type Page<Row> = { version: number; data: Row[]; nextCursor: string | null }
export type Answer<Data> = { version: number; data: Data }
type Paging = { limit: number; cursor?: string | undefined }

export type AccountRow = {
  accountId: string
  number: string
  name: string
  owner: { customerId: string; name: string }
  product: 'current' | 'savings'
  currency: Currency
  status: 'open' | 'frozen' | 'closed'
  balance: WireMoney
  held: WireMoney
  available: WireMoney
  openedAt: string
  updatedAt: string
  lastPosition: number
}
export type TransactionRow = {
  position: number
  accountId: string
  transferId: string | null
  direction: 'in' | 'out'
  money: WireMoney
  balanceAfter: WireMoney
  description: string
  counterparty: null | { accountId: string; number: string; name: string }
  at: string
}
export type TransferParty = { accountId: string; number: string; name: string; customerId?: string }
export type TransferRow = {
  transferId: string
  status: 'completed'
  money: WireMoney
  description: string
  from: TransferParty
  to: TransferParty
  history: { status: string; at: string }[]
  createdAt: string
}
export type Payee = {
  accountId: string
  number: string
  ownerName: string
  currency: Currency
  status: AccountRow['status']
}
export type ProjectionVersion = {
  name: string
  position: number
  head: number
  lag: number
  updatedAt: string | null
}
export type AuditedEvent = {
  position: number
  streamPosition: number
  type: string
  schemaVersion: number
  data: Record<string, unknown>
  at: string
  commandId: string
  correlationId: string
  causationId: string
  userId: string
}

export type ProjectorName = 'account-summaries' | 'transactions' | 'transfers'

/** `customerId` limits a query to what that customer owns; what is somebody else's is `undefined`, like what is not there. */
export type ReadSide = {
  waitForVersion(projectors: readonly ProjectorName[], version: number, signal?: AbortSignal): Promise<void>
  listAccounts(query: Paging & { customerId?: string | undefined }): Promise<Page<AccountRow>>
  accountSummary(query: {
    accountId: string
    customerId?: string | undefined
  }): Promise<Answer<AccountRow & { transactions: TransactionRow[] }> | undefined>
  listTransactions(
    query: Paging & {
      accountId: string
      customerId?: string | undefined
      search?: string | undefined
      from?: Date | undefined
      to?: Date | undefined
      minAmount?: string | undefined
      maxAmount?: string | undefined
      direction?: 'in' | 'out' | undefined
    },
  ): Promise<Page<TransactionRow> | undefined>
  balanceAt(query: {
    accountId: string
    customerId?: string | undefined
    at: Date
  }): Promise<Answer<{ accountId: string; at: string; balance: WireMoney }> | undefined>
  findAccountByNumber(number: string): Promise<Answer<Payee> | undefined>
  getTransfer(query: {
    transferId: string
    customerId?: string | undefined
  }): Promise<Answer<TransferRow> | undefined>
  listTransfers(
    query: Paging & { accountId?: string | undefined; customerId?: string | undefined },
  ): Promise<Page<TransferRow> | undefined>
  auditStream(
    query: Paging & { streamId: string; customerId?: string | undefined },
  ): Promise<Page<AuditedEvent> | undefined>
  projectionVersions(): Promise<Answer<ProjectionVersion[]>>
}
