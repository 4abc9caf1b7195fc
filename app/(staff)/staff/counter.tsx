'use client'

/** Where somebody at the counter begins: a customer by name, an account by number, or all of them. */
import { NativeSelect, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import Link from 'next/link'
import { useState } from 'react'
import { type Currency, currencyDecimals } from '../../../server/domain/decimal.ts'
import { useBankSession } from '../../api-client/bank-session.tsx'
import { useBankAccounts, useFoundCustomers } from '../../api-client/staff-queries.ts'
import { tailOf } from '../../components/account-number.tsx'
import { ListExport } from '../../components/list-export.tsx'
import { PageHeading } from '../../components/page-heading.tsx'
import { useQueryParam } from '../../components/query-param.ts'
import { roleName, staffText } from '../../text/staff.ts'
import { AccountRow } from './account-row.tsx'
import classes from './staff.module.css'
import { StaffList } from './staff-list.tsx'

const { counter: text } = staffText
const PAUSE_MS = 200
const statuses = ['all', 'open', 'frozen', 'closed'] as const
const currencies = ['all', ...(Object.keys(currencyDecimals) as Currency[])] as const

export function Counter() {
  const { me } = useBankSession()
  const [typed, setTyped] = useState('')
  const [search] = useDebouncedValue(typed.trim(), PAUSE_MS)
  return (
    <>
      <PageHeading title={staffText.pages.accounts} note={staffText.hereAs(roleName(me.role))} />
      <TextInput
        type="search"
        className={classes.search}
        label={text.search}
        description={text.searchHint}
        leftSection={<IconSearch aria-hidden size={18} />}
        autoComplete="off"
        maxLength={200}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      {search === '' ? <AllAccounts /> : <FoundCustomers search={search} />}
    </>
  )
}

/** All of them, or those in one state or currency, which stand in the page's address. */
function AllAccounts() {
  const [status, setStatus] = useQueryParam('status', statuses, 'all')
  const [currency, setCurrency] = useQueryParam('currency', currencies, 'all')
  const choice = {
    ...(status !== 'all' && { status }),
    ...(currency !== 'all' && { currency }),
  }
  const isNarrowed = status !== 'all' || currency !== 'all'
  const list = useBankAccounts(choice)
  return (
    <StaffList
      list={list}
      title={text.everything}
      note={text.shown(list.rows.length)}
      loading={text.loading}
      empty={
        isNarrowed
          ? { title: text.noneSuch, detail: text.noneSuchDetail }
          : { title: text.noAccounts, detail: text.noAccountsDetail }
      }
      exported={<ListExport list="accounts" filter={choice} />}
      narrowing={
        <div className={classes.narrowing}>
          <NativeSelect
            aria-label={text.status}
            size="md"
            value={status}
            onChange={(event) => setStatus(event.currentTarget.value as typeof status)}
            data={statuses.map((value) => ({
              value,
              label: value === 'all' ? text.everyStatus : text.statuses[value],
            }))}
          />
          <NativeSelect
            aria-label={text.currency}
            size="md"
            value={currency}
            onChange={(event) => setCurrency(event.currentTarget.value as typeof currency)}
            data={currencies.map((value) => ({ value, label: value === 'all' ? text.everyCurrency : value }))}
          />
        </div>
      }
    >
      <ul>
        {list.rows.map((account) => (
          <AccountRow key={account.accountId} account={account} withOwner />
        ))}
      </ul>
    </StaffList>
  )
}

function FoundCustomers({ search }: { search: string }) {
  const list = useFoundCustomers(search)
  return (
    <StaffList
      list={list}
      title={text.found}
      note={<span role="status">{text.foundCount(list.rows.length, list.hasNextPage)}</span>}
      loading={text.searching}
      empty={{ title: text.nobody, detail: text.nobodyDetail }}
      exported={<ListExport list="customers" filter={{ search }} />}
    >
      <ul>
        {list.rows.map(({ customerId, name, accounts }) => (
          <li key={customerId}>
            <Link href={`/staff/customers/${customerId}`} className={classes.found}>
              <strong>{name}</strong>
              <span className={classes.quiet}>
                {accounts.length === 0
                  ? text.withoutAccount
                  : accounts.map(({ currency, number }) => `${currency} ${tailOf(number)}`).join(' · ')}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </StaffList>
  )
}
