'use client'

/** Where somebody at the counter begins: a customer by name, an account by number, or all of them. */
import { TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import Link from 'next/link'
import { useState } from 'react'
import { useBankSession } from '../../api-client/bank-session.tsx'
import { useBankAccounts, useFoundCustomers } from '../../api-client/staff-queries.ts'
import { tailOf } from '../../components/account-number.tsx'
import { ListExport } from '../../components/list-export.tsx'
import { PageHeading } from '../../components/page-heading.tsx'
import { roleName, staffText } from '../../text/staff.ts'
import { AccountRow } from './account-row.tsx'
import classes from './staff.module.css'
import { StaffList } from './staff-list.tsx'

const { counter: text } = staffText
const PAUSE_MS = 200

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

function AllAccounts() {
  const list = useBankAccounts()
  return (
    <StaffList
      list={list}
      title={text.everything}
      note={text.shown(list.rows.length)}
      loading={text.loading}
      empty={{ title: text.noAccounts, detail: text.noAccountsDetail }}
      exported={<ListExport list="accounts" />}
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
