'use client'

/** What the palette offers for what is typed, in groups: pages, accounts with their balances, payees, transactions. */
import { useDebouncedValue } from '@mantine/hooks'
import { useMemo } from 'react'
import { useBankSession } from '../../api-client/bank-session.tsx'
import {
  usePaletteCustomers,
  usePalettePayees,
  usePaletteTransactions,
} from '../../api-client/palette-queries.ts'
import { useAccounts } from '../../api-client/queries.ts'
import { shellText } from '../../text/shell.ts'
import { tailOf } from '../account-number.tsx'
import { shortDay } from '../dates.ts'
import { formatMoney } from '../money-format.ts'
import { payHref } from '../payee-address.ts'
import { matching } from './palette-match.ts'

export type PaletteEntry = {
  readonly id: string
  readonly href: string
  readonly title: string
  readonly detail?: string
  readonly figure?: string
  readonly direction?: 'in' | 'out'
}

export type PaletteGroup = {
  readonly name: keyof typeof shellText.palette.groups
  readonly entries: readonly PaletteEntry[]
}

export type PalettePage = { readonly href: string; readonly label: string }

const { palette: text } = shellText
const MOST_PAYEES = 5
const PAUSE_MS = 150

export const matchingPages = (typed: string, pages: readonly PalettePage[]): PaletteGroup => ({
  name: 'pages',
  entries: matching(typed, pages, ({ label }) => label).map(({ href, label }) => ({
    id: `page-${href}`,
    href,
    title: label,
  })),
})

export const useCustomersEntries = (typed: string, pages: readonly PalettePage[]) => {
  const { timeZone } = useBankSession()
  const { accounts } = useAccounts()
  const payees = usePalettePayees()
  const [search] = useDebouncedValue(typed, PAUSE_MS)
  const { transactions, isSearching, hasFailed } = usePaletteTransactions(search)
  const groups = useMemo((): PaletteGroup[] => {
    const accountEntries = matching(typed, accounts ?? [], ({ name, number, currency }) =>
      [name, number, currency].join(' '),
    ).map(
      ({ accountId, name, number, currency, balance }): PaletteEntry => ({
        id: `account-${accountId}`,
        href: `/accounts/${accountId}`,
        title: name,
        detail: `${currency} ${tailOf(number)}`,
        figure: formatMoney(balance),
      }),
    )
    const payeeEntries =
      typed.trim() === ''
        ? []
        : matching(typed, payees, ({ name, number }) => `${name} ${number}`)
            .slice(0, MOST_PAYEES)
            .map(
              ({ payeeId, name, number }): PaletteEntry => ({
                id: `payee-${payeeId}`,
                href: payHref(payeeId),
                title: name,
                detail: text.payTo(tailOf(number)),
              }),
            )
    return [
      matchingPages(typed, pages),
      { name: 'accounts' as const, entries: accountEntries },
      { name: 'payees' as const, entries: payeeEntries },
      {
        name: 'transactions' as const,
        entries: transactions.map(({ transaction, accountId, accountName }) => ({
          id: `transaction-${accountId}-${transaction.position}`,
          href: `/accounts/${accountId}?tx=${transaction.position}`,
          title:
            transaction.counterparty?.name ||
            transaction.description ||
            (transaction.direction === 'in' ? text.deposit : text.withdrawal),
          detail: [
            transaction.counterparty && transaction.description,
            accountName,
            shortDay(transaction.at, timeZone),
          ]
            .filter(Boolean)
            .join(' · '),
          figure: formatMoney(transaction.money, transaction.direction),
          direction: transaction.direction,
        })),
      },
    ].filter(({ entries }) => entries.length > 0)
  }, [typed, pages, accounts, payees, transactions, timeZone])
  return { groups, isSearching: isSearching || search !== typed, hasFailed }
}

/** Pages, and customers as the bank's own search finds them, which forgives mistakes in typing. */
export const useStaffEntries = (typed: string, pages: readonly PalettePage[]) => {
  const [search] = useDebouncedValue(typed.trim(), PAUSE_MS)
  const found = usePaletteCustomers(search)
  const groups = [
    matchingPages(typed, pages),
    {
      name: 'customers' as const,
      entries: found.customers.map(
        ({ customerId, name, accounts }): PaletteEntry => ({
          id: `customer-${customerId}`,
          href: `/staff/customers/${customerId}`,
          title: name,
          detail: accounts.map(({ currency, number }) => `${currency} ${tailOf(number)}`).join(' · '),
        }),
      ),
    },
  ].filter(({ entries }) => entries.length > 0)
  return { groups, isSearching: found.isSearching || search !== typed.trim(), hasFailed: found.hasFailed }
}
