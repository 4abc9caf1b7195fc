'use client'

/** An exchange before it is done: both amounts, the rate, and for how long the bank stands by it. */
import { Button } from '@mantine/core'
import { IconClock, IconRefresh } from '@tabler/icons-react'
import { formatDecimal } from '../../../server/domain/decimal.ts'
import type { Party } from '../../api-client/pending-overlay.ts'
import type { ShownAccount } from '../../api-client/queries.ts'
import { useSecondsUntil } from '../../components/countdown.ts'
import { formatMoney, formatNumber } from '../../components/money-format.ts'
import { Slip } from '../../components/slip.tsx'
import { transferText } from '../../text/transfer.ts'
import { Facts } from './facts.tsx'
import { leftAfter } from './left-after.ts'
import classes from './transfer.module.css'
import type { Price } from './use-price.ts'

const { look: text } = transferText

export function ExchangeReview({
  price,
  from,
  to,
  isAsking,
  failure,
  onSend,
  onRenew,
  onChange,
}: {
  price: Price
  from: ShownAccount
  to: Party
  isAsking: boolean
  /** Why there is no new price. */
  failure: string | undefined
  onSend: () => void
  onRenew: () => void
  onChange: () => void
}) {
  const seconds = useSecondsUntil(price.holdsUntil)
  const isOver = seconds === 0
  const { sell, buy, rate, middleRate, spreadPercent } = price
  const zero = formatMoney({ amount: formatDecimal(0n, sell.currency), currency: sell.currency })
  return (
    <>
      <Slip money={sell} bought={buy} from={from} to={to} description="">
        <Facts
          facts={[
            {
              label: text.rate,
              value: text.rateOf(sell.currency, formatNumber(rate), buy.currency),
              note: text.market(formatNumber(middleRate), formatNumber(spreadPercent)),
            },
            { label: text.fee, value: text.noExchangeFee(zero) },
            { label: text.arrives, value: text.atOnce },
            { label: text.undo, value: text.noUndo },
            {
              label: text.left,
              value: formatMoney(leftAfter(sell, from.available)),
              note: text.available,
            },
          ]}
        />
      </Slip>
      {/* Counted for the eye alone; that it is over is said once. */}
      <p className={classes.price} data-over={isOver || undefined}>
        <IconClock aria-hidden size={18} />
        <span role="timer">{isOver ? '' : text.holds(seconds)}</span>
        <span role="status">{isOver ? text.isOver : ''}</span>
      </p>
      {failure && (
        <p role="alert" className={classes.failure}>
          {failure}
        </p>
      )}
      <div className={classes.actions}>
        {isOver ? (
          <Button
            size="md"
            onClick={onRenew}
            loading={isAsking}
            leftSection={<IconRefresh aria-hidden size={18} />}
          >
            {text.renew}
          </Button>
        ) : (
          <Button size="md" onClick={onSend}>
            {text.exchange(formatMoney(sell))}
          </Button>
        )}
        <Button size="md" variant="default" onClick={onChange}>
          {text.change}
        </Button>
      </div>
    </>
  )
}
