'use client'

/** The slip as it will be sent, read once more before money moves. */
import { Button } from '@mantine/core'
import { formatDecimal } from '../../../server/domain/decimal.ts'
import { useBankSession } from '../../api-client/bank-session.tsx'
import type { ShownAccount } from '../../api-client/queries.ts'
import { formatMoney } from '../../components/money-format.ts'
import { Slip } from '../../components/slip.tsx'
import { transferText } from '../../text/transfer.ts'
import type { FormOrder } from './draft.ts'
import { Facts } from './facts.tsx'
import { leftAfter } from './left-after.ts'
import type { Target } from './recipients.ts'
import classes from './transfer.module.css'
import { arrivalIn, rhythmOf, undoOf } from './what-happens.ts'

const { look: text } = transferText

export function Review({
  order,
  target,
  from,
  undoSeconds,
  onSend,
  onChange,
}: {
  order: FormOrder
  target: Target
  from: ShownAccount
  undoSeconds: number
  onSend: () => void
  onChange: () => void
}) {
  const { timeZone, bankTimeZone } = useBankSession()
  const { money } = order
  const isScheduled = order.kind === 'standingOrder'
  const zero = formatMoney({ amount: formatDecimal(0n, money.currency), currency: money.currency })
  return (
    <>
      <Slip {...order}>
        <Facts
          facts={[
            {
              label: text.check,
              value: text.checks[target.check],
              note: order.newPayee && text.savedToo,
              isWarning: target.check === 'noMatch' || target.check === 'unavailable',
            },
            { label: text.when, value: isScheduled ? rhythmOf(order.schedule) : text.now },
            { label: text.fee, value: text.noFee(zero) },
            {
              label: text.arrives,
              value: arrivalIn(order, { target, undoSeconds, timeZone, bankTimeZone, now: new Date() }),
            },
            { label: text.undo, value: undoOf(order, { target, undoSeconds }) },
            !isScheduled && {
              label: text.left,
              value: formatMoney(leftAfter(money, from.available)),
              note: text.available,
            },
          ]}
        />
      </Slip>
      <div className={classes.actions}>
        <Button size="md" onClick={onSend}>
          {(isScheduled ? text.schedule : text.send)(formatMoney(money))}
        </Button>
        <Button size="md" variant="default" onClick={onChange}>
          {text.change}
        </Button>
      </div>
    </>
  )
}
