'use client'

/**
 * One form, one order: its ids are made when the form opens, so that however often it is sent, it is done once. An exchange
 * has its price's ids, and each price can be used once. A reload comes back to the step that it was at, with the same ids.
 */
import { startTransition, useEffect, useRef, useState } from 'react'
import type { Transfer } from '../../api-client/api.ts'
import { useBankSession } from '../../api-client/bank-session.tsx'
import { useKeptDraft } from '../../api-client/kept-draft.ts'
import { useLimits } from '../../api-client/move-queries.ts'
import { newId } from '../../api-client/new-id.ts'
import type { SavedPayee } from '../../api-client/payees-queries.ts'
import type { ShownAccount } from '../../api-client/queries.ts'
import { dayOf } from '../../components/dates.ts'
import { goTo } from '../../components/go-to.ts'
import { PageHeading } from '../../components/page-heading.tsx'
import type { Retry } from '../../components/states.tsx'
import { transferText } from '../../text/transfer.ts'
import { PagePlaceholder } from '../page-placeholder.tsx'
import { type CheckedDraft, checkDraft, type Draft, type DraftProblems } from './draft.ts'
import { ExchangeReview } from './exchange-review.tsx'
import { type Beginning, firstDraft } from './first-draft.ts'
import { recipientsOf } from './recipients.ts'
import { Review } from './review.tsx'
import classes from './transfer.module.css'
import { TransferForm } from './transfer-form.tsx'
import { usePrice } from './use-price.ts'
import { useRecipient } from './use-recipient.ts'

type Checked = Extract<CheckedDraft, { ok: true }>

const newIds = () => ({
  transferId: newId(),
  commandId: newId(),
  payeeId: newId(),
  payeeCommandId: newId(),
})

type Written = { draft: Draft; ids: ReturnType<typeof newIds>; isLooking: boolean }

export function TransferWizard({
  accounts,
  version,
  payees,
  transfers,
  unread,
  beginning,
  opening,
  undoSeconds,
}: {
  accounts: readonly ShownAccount[]
  version: number | undefined
  payees: readonly SavedPayee[]
  transfers: readonly Transfer[]
  /** Where some of those could not be read: how to try again. */
  unread: Retry | undefined
  /** What the form opens with. */
  beginning: Beginning
  /** The same, as it stands in the address. */
  opening: string
  /** For how long the person who sends wants to be able to undo it. */
  undoSeconds: number
}) {
  const { send, store, bankTimeZone } = useBankSession()
  const { kept, keep } = useKeptDraft<Written>('transfer', opening)
  const [ids] = useState(() => ({ ...newIds(), ...kept?.ids }))
  const [checked, setChecked] = useState<Checked | null>(null)
  const [problems, setProblems] = useState<DraftProblems>({})
  const { price, isAsking, ask, forget } = usePrice()

  const today = dayOf(new Date(), bankTimeZone)
  const accountOf = (id: string) => accounts.find(({ accountId }) => accountId === id)
  const recipientsFrom = (id: string) => recipientsOf(accountOf(id), { accounts, payees, transfers })
  const [draft, setDraft] = useState<Draft>(() => ({
    ...firstDraft(beginning, { accounts, recipientsFrom, today }),
    ...kept?.draft,
  }))
  // Its message has been read, and its words are in the form now.
  const refusedId = beginning.refused?.transferId
  useEffect(() => {
    if (refusedId) return () => store.dismiss(refusedId)
  }, [refusedId, store])

  const from = accountOf(draft.fromAccountId)
  const recipients = recipientsFrom(draft.fromAccountId)
  const asked = useRecipient(draft, recipients, ids)
  const limits = useLimits(draft.fromAccountId)

  const heading = useRef<HTMLDivElement>(null)
  const isLooking = checked !== null && (checked.kind === 'order' || price !== null)
  /** Loaded anew at the last look: it is looked at again as soon as it is known once more who gets the money. */
  const [isComingBack, setComingBack] = useState(kept?.isLooking === true)
  useEffect(() => keep({ draft, ids, isLooking: isLooking || isComingBack }))
  useEffect(() => {
    if (!isComingBack || asked.state === 'looking') return
    setComingBack(false)
    review()
  })
  const wasLooking = useRef(isLooking)
  useEffect(() => {
    // A new step is a new page to who cannot see it: focus goes to its heading.
    if (wasLooking.current !== isLooking) goTo(heading.current)
    wasLooking.current = isLooking
  }, [isLooking])

  const askForPrice = async (wanted: Extract<Checked, { kind: 'exchange' }>) => {
    const accountIds = {
      fromAccountId: wanted.from.accountId,
      toAccountId: wanted.target.party.accountId,
    }
    const refused = await ask({ ...accountIds, side: wanted.side, money: wanted.money })
    if (refused) setProblems({ [refused.failure.field ?? 'amount']: refused.failure.message })
    else setProblems({})
  }

  const review = () => {
    const found = checkDraft(draft, { accounts, asked, limits, today, ids })
    setProblems(found.ok ? {} : found.problems)
    if (!found.ok) return found.problems
    setChecked(found)
    if (found.kind === 'exchange') void askForPrice(found)
    return null
  }

  // The form is large: it is drawn in slices, and the press is answered meanwhile.
  const change = () =>
    startTransition(() => {
      setChecked(null)
      forget()
    })

  const sendNow = () => {
    const startedAt = new Date().toISOString()
    if (checked?.kind === 'order') {
      const { order } = checked
      const withIds = { ...order, transferId: ids.transferId, commandId: ids.commandId, startedAt }
      send(withIds.kind === 'standingOrder' ? withIds : { ...withIds, settleAfterSeconds: undoSeconds })
      window.history.pushState(null, '', `/transfers/${ids.transferId}`)
    } else if (checked && price) {
      const { accountId, number, name } = checked.from
      const { quoteId, commandId, sell, buy, rate } = price
      send({
        kind: 'exchange',
        transferId: quoteId,
        commandId,
        from: { accountId, number, name },
        to: checked.target.party,
        money: sell,
        bought: buy,
        rate,
        description: '',
        startedAt,
      })
      window.history.pushState(null, '', `/transfers/${quoteId}`)
    }
  }

  const { title, look } = transferText
  return (
    <div className={classes.column}>
      <div ref={heading} tabIndex={-1} className={classes.heading}>
        <PageHeading title={isLooking ? look.title : title} note={isLooking ? look.note : undefined} />
      </div>
      {checked?.kind === 'order' && from ? (
        <Review
          order={checked.order}
          target={checked.target}
          from={from}
          undoSeconds={undoSeconds}
          onSend={sendNow}
          onChange={change}
        />
      ) : checked?.kind === 'exchange' && price && from ? (
        <ExchangeReview
          price={price}
          from={from}
          to={checked.target.party}
          isAsking={isAsking}
          failure={problems.amount}
          onSend={sendNow}
          onRenew={() => void askForPrice(checked)}
          onChange={change}
        />
      ) : isComingBack ? (
        <PagePlaceholder />
      ) : (
        <TransferForm
          draft={draft}
          problems={problems}
          accounts={accounts}
          version={version}
          recipients={recipients}
          unread={unread}
          asked={asked}
          today={today}
          isPricing={isAsking}
          onChange={(changed) => {
            setDraft((current) => ({ ...current, ...changed }))
            setProblems({})
          }}
          onSubmit={review}
        />
      )}
    </div>
  )
}
