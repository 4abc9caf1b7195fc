'use client'

/** Something for the bank to do while something is let go wrong: real transfers, each with what came of it. */
import { Button } from '@mantine/core'
import { useRef } from 'react'
import { formatDecimal } from '../../../server/domain/money.ts'
import { useBankSession } from '../../api-client/bank-session.tsx'
import {
  type BurstItem,
  outsideOrder,
  ownOrder,
  useBurst,
  useOutcome,
  usePayeeElsewhere,
} from '../../api-client/engine-room-burst.ts'
import { newId } from '../../api-client/new-id.ts'
import { type ShownAccount, useAccounts } from '../../api-client/queries.ts'
import { isCustomer } from '../../api-client/signed-in.tsx'
import { formatCount } from '../../components/money-format.ts'
import { RowsPlaceholder } from '../../components/states.tsx'
import { breakItText } from '../../text/engine-room-break-it.ts'
import { Explanation } from '../explanation.tsx'
import { canPay, pairOf } from '../own-accounts.ts'
import { Part } from '../part.tsx'
import { PassingButton } from '../passing-button.tsx'
import classes from './break-it.module.css'

const { burst: text } = breakItText
const HOW_MANY = 10

export function Burst() {
  const { me } = useBankSession()
  return (
    <Part title={text.title}>
      {isCustomer(me) ? <OwnBurst /> : <p className={classes.none}>{text.notCustomer}</p>}
    </Part>
  )
}

function OwnBurst() {
  const { accounts } = useAccounts()
  const payee = usePayeeElsewhere(true).data
  const { items, send, askAgain, isSending } = useBurst()
  if (!accounts) return <RowsPlaceholder label={text.loading} rows={1} />
  const pair = pairOf(accounts)
  const payer = accounts.find(canPay)

  const sendTen = () => {
    if (!pair || isSending) return
    const tag = tagOf()
    const [one, other] = pair
    send(
      Array.from({ length: HOW_MANY }, (_, index) => {
        // There and back: in the end nobody is poorer.
        const [from, to] = index % 2 === 0 ? [one, other] : [other, one]
        return ownOrder({
          fromAccountId: from.accountId,
          toAccountId: to.accountId,
          money: smallest(from),
          description: text.description(tag, index + 1),
        })
      }),
    )
  }
  const payOutside = () => {
    if (!payer || !payee || isSending) return
    send([
      outsideOrder({
        fromAccountId: payer.accountId,
        payeeId: payee.payeeId,
        money: smallest(payer),
        description: text.description(tagOf(), 1),
      }),
    ])
  }
  const resting = { 'data-disabled': isSending || undefined, 'aria-disabled': isSending }
  return (
    <>
      <Explanation of="app/api-client/give-command.ts#untilAnswered">{text.note}</Explanation>
      <div className={classes.buttons}>
        {/* Both keep the focus while something is on its way. */}
        <Button onClick={sendTen} disabled={!pair} {...resting}>
          {text.send}
        </Button>
        <Button variant="default" onClick={payOutside} disabled={!payer || !payee} {...resting}>
          {text.outside}
        </Button>
      </div>
      {!pair && <p className={classes.quiet}>{text.noPair}</p>}
      {payee === null && <p className={classes.quiet}>{text.noPayee}</p>}
      {items.length > 0 && <Sent items={items} onAskAgain={askAgain} />}
    </>
  )
}

/** Told apart from those of other times: what is sent again must be the same, and what is not must not. */
const tagOf = (): string => newId().slice(-4)

const smallest = ({ currency }: ShownAccount) => ({ amount: formatDecimal(1n, currency), currency })

function Sent({ items, onAskAgain }: { items: readonly BurstItem[]; onAskAgain: (item: BurstItem) => void }) {
  const status = useRef<HTMLParagraphElement>(null)
  const answered = items.filter(({ state }) => state === 'done' || state === 'refused').length
  return (
    <div className={classes.sent}>
      <p ref={status} role="status" tabIndex={-1} className={classes.total}>
        {text.total(formatCount(answered), formatCount(items.length))}
      </p>
      <ol className={classes.items} aria-label={text.list}>
        {items.map((item) => (
          <li key={item.transferId} className={classes.item} data-state={item.state}>
            <span className={classes.itemName}>
              {text.kinds[item.kind]} <span className="money">{text.of(formatCount(item.number))}</span>
            </span>
            <span>
              <What item={item} />
            </span>
            {item.state === 'unknown' && (
              <PassingButton
                size="compact-sm"
                variant="default"
                focusAfter={status}
                onClick={() => onAskAgain(item)}
              >
                {text.askAgain}
              </PassingButton>
            )}
          </li>
        ))}
      </ol>
    </div>
  )
}

function What({ item }: { item: BurstItem }) {
  const { state, tries, refusal, kind } = item
  const version = formatCount(item.version ?? 0)
  if (state === 'refused') return text.refused(refusal ?? '')
  if (state === 'unknown') return text.unknown
  if (state === 'under way') return tries <= 1 ? text.under : text.again(formatCount(tries))
  if (kind === 'outside') return <Outcome item={item} />
  return tries === 1 ? text.done(version) : text.doneAfter(version, formatCount(tries))
}

/** A payment to another bank is held first, and what becomes of it is told later. */
function Outcome({ item }: { item: BurstItem }) {
  const status = useOutcome(item)
  return status === undefined || status === 'held'
    ? text.held(formatCount(item.version ?? 0))
    : text.ended[status]
}
