'use client'

/** A payee in the list: who, which account, and the way to pay. */
import { Button } from '@mantine/core'
import { IconBuildingBank, IconShieldCheck } from '@tabler/icons-react'
import Link from 'next/link'
import type { SavedPayee } from '../../api-client/payees-queries.ts'
import { inGroups } from '../../components/account-number.tsx'
import { initialsOf } from '../../components/initials.ts'
import { payHref } from '../../components/payee-address.ts'
import { payeesText } from '../../text/payees.ts'
import classes from './payees.module.css'

const { list: text } = payeesText

export function PayeeRow({
  payee: { payeeId, name, number, accountId, bank, isTrusted },
}: {
  payee: SavedPayee
}) {
  return (
    <li className={classes.item}>
      <Link href={`/payees/${payeeId}`} prefetch={false} className={classes.row}>
        <span className={classes.initials} aria-hidden>
          {initialsOf(name)}
        </span>
        <span className={classes.words}>
          <span className={classes.name}>
            {name}
            {isTrusted && <TrustMark />}
          </span>
          <span className={classes.number}>{inGroups(number)}</span>
          {accountId === null && (
            <span className={classes.bank}>
              <IconBuildingBank aria-hidden size={14} />
              {bank ?? payeesText.one.anotherBank}
            </span>
          )}
        </span>
      </Link>
      <Button
        component={Link}
        href={payHref(payeeId)}
        variant="default"
        aria-label={text.payName(name)}
        className={classes.pay}
      >
        {text.pay}
      </Button>
    </li>
  )
}

export function TrustMark() {
  return (
    <span className={classes.trust}>
      <IconShieldCheck aria-hidden size={14} stroke={2.2} />
      {text.trusted}
    </span>
  )
}
