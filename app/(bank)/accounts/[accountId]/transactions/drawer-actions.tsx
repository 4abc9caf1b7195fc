'use client'

/** What can be done with a line: pay it again, give it back, look at the transfer that it belongs to. */
import { Button } from '@mantine/core'
import { IconArrowBackUp, IconListDetails, IconRepeat } from '@tabler/icons-react'
import Link from 'next/link'
import { useState } from 'react'
import type { Transaction } from '../../../../api-client/api.ts'
import { minorUnits } from '../../../../api-client/pending-overlay.ts'
import type { ShownAccount } from '../../../../api-client/queries.ts'
import { transactionText as text } from '../../../../text/transaction.ts'
import classes from './drawer.module.css'
import { RefundForm } from './refund-form.tsx'

export function DrawerActions({ transaction, account }: { transaction: Transaction; account: ShownAccount }) {
  const [isRefunding, setRefunding] = useState(false)
  const { direction, counterparty } = transaction
  // An exchange goes by its quote's id.
  const transferId = transaction.transferId ?? transaction.quoteId
  const isOpen = account.status === 'open'
  const canRepeat = isOpen && direction === 'out' && counterparty !== null
  const canRefund = isOpen && isRefundable(transaction)
  if (!transferId) return null
  return (
    <section className={classes.part} aria-label={text.actions}>
      <div className={classes.buttons}>
        {canRepeat && (
          <Button
            component={Link}
            href={`/transfer?repeat=${transferId}`}
            size="sm"
            variant="default"
            leftSection={<IconRepeat aria-hidden size={18} />}
          >
            {text.repeat}
          </Button>
        )}
        {canRefund && (
          <Button
            size="sm"
            variant="default"
            leftSection={<IconArrowBackUp aria-hidden size={18} />}
            aria-expanded={isRefunding}
            onClick={() => setRefunding(!isRefunding)}
          >
            {text.refund.begin}
          </Button>
        )}
        <Button
          component={Link}
          href={`/transfers/${transferId}`}
          size="sm"
          variant="default"
          leftSection={<IconListDetails aria-hidden size={18} />}
        >
          {text.transfer}
        </Button>
      </div>
      {isRefunding && canRefund && <RefundForm transaction={transaction} onEnd={() => setRefunding(false)} />}
    </section>
  )
}

/** What came by a transfer, and has not been given back whole. What came from another bank only that bank returns. */
export const isRefundable = ({
  direction,
  transferId,
  refundOf,
  refunded,
  money,
  counterparty,
}: Transaction): boolean =>
  direction === 'in' &&
  transferId !== null &&
  refundOf === null &&
  counterparty?.number.startsWith('PB') === true &&
  (refunded === null || minorUnits(refunded) < minorUnits(money))
