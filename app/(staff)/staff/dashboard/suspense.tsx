'use client'

/** Money of payments between banks that could be booked nowhere else, and where it goes in the end. */
import { Button } from '@mantine/core'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { useState } from 'react'
import type { PaymentBetweenBanks } from '../../../api-client/api.ts'
import { useBankSession } from '../../../api-client/bank-session.tsx'
import { usePaymentsInSuspense, useStaffAccount } from '../../../api-client/staff-queries.ts'
import { ListExport } from '../../../components/list-export.tsx'
import { Money } from '../../../components/money.tsx'
import { staffText } from '../../../text/staff.ts'
import classes from '../staff.module.css'
import { StaffList } from '../staff-list.tsx'

const ClearDialog = dynamic(() => import('./clear-dialog.tsx').then((module) => module.ClearDialog))

const { dashboard: text } = staffText

export function Suspense() {
  const { me } = useBankSession()
  const list = usePaymentsInSuspense()
  const [clearing, setClearing] = useState<PaymentBetweenBanks | null>(null)
  return (
    <>
      <StaffList
        list={list}
        title={text.suspense}
        loading={text.loading}
        empty={{ title: text.noSuspense }}
        exported={<ListExport list="payments" filter={{ inSuspense: true }} />}
      >
        <ul>
          {list.rows.map((payment) => (
            <li key={payment.transferId} className={classes.line}>
              <span className={classes.words}>
                <span>{payment.accountId && <AccountLink accountId={payment.accountId} />}</span>
                <span className={classes.quiet}>
                  {text.direction[payment.direction]} · <Money value={payment.money} />
                  {payment.clearing && ` · ${text.proposed(payment.clearing.proposedBy === me.userId)}`}
                </span>
              </span>
              <span className={classes.figures}>
                <Money value={payment.inSuspense} className={classes.balance} />
                {me.role === 'approver' && (
                  <Button size="compact-sm" variant="default" onClick={() => setClearing(payment)}>
                    {text.clear}
                  </Button>
                )}
              </span>
            </li>
          ))}
        </ul>
      </StaffList>
      {clearing?.accountId && (
        <ClearDialog payment={clearing} accountId={clearing.accountId} onClose={() => setClearing(null)} />
      )}
    </>
  )
}

function AccountLink({ accountId }: { accountId: string }) {
  const { data: answer } = useStaffAccount(accountId)
  return (
    <Link href={`/staff/accounts/${accountId}`} className={classes.link}>
      {answer ? staffText.actions.on(answer.data.name, answer.data.owner.name) : staffText.account.kind}
    </Link>
  )
}
