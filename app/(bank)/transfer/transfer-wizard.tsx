'use client'

/** One form, one transfer: its ids are made when the form opens, so that however often it is sent, money moves once. */
import { useEffect, useRef, useState } from 'react'
import type { Transfer } from '../../api-client/api.ts'
import { useBankSession } from '../../api-client/bank-session.tsx'
import { newId } from '../../api-client/new-id.ts'
import type { PendingTransfer } from '../../api-client/pending-overlay.ts'
import type { ShownAccount } from '../../api-client/queries.ts'
import { PageHeading } from '../../components/page-heading.tsx'
import {
  blankDraft,
  type CheckedDraft,
  checkDraft,
  type Draft,
  type DraftProblems,
  draftOf,
  ownPayees,
  recentPayees,
} from './draft.ts'
import { useTypedPayee } from './payee-number.tsx'
import { Review } from './review.tsx'
import classes from './transfer.module.css'
import { TransferForm } from './transfer-form.tsx'

type Order = Extract<CheckedDraft, { ok: true }>['order']

export function TransferWizard({
  accounts,
  transfers,
  fromAccountId,
  refused,
  undoSeconds,
}: {
  accounts: readonly ShownAccount[]
  transfers: readonly Transfer[]
  fromAccountId: string | undefined
  refused: PendingTransfer | undefined
  /** For how long the person who sends wants to be able to undo it. */
  undoSeconds: number
}) {
  const { send, store } = useBankSession()
  const [ids] = useState(() => ({ transferId: newId(), commandId: newId() }))
  const [order, setOrder] = useState<Order | null>(null)
  const [problems, setProblems] = useState<DraftProblems>({})
  const accountOf = (id: string | undefined) => accounts.find(({ accountId }) => accountId === id)
  const payeesOf = (from: ShownAccount) => ({
    own: ownPayees(accounts, from),
    recent: recentPayees(transfers, accounts, from),
  })

  const [draft, setDraft] = useState<Draft>(() => {
    const from = accountOf(refused?.from.accountId) ?? accountOf(fromAccountId) ?? accounts[0]
    if (!from) return blankDraft('')
    const { own, recent } = payeesOf(from)
    return refused ? draftOf(refused, [...own, ...recent]) : blankDraft(from.accountId)
  })
  // Its message has been read, and its words are in the form now.
  const refusedId = refused?.transferId
  useEffect(() => {
    if (refusedId) return () => store.dismiss(refusedId)
  }, [refusedId, store])

  const from = accountOf(draft.fromAccountId)
  const payees = from ? payeesOf(from) : { own: [], recent: [] }
  const typedPayee = useTypedPayee(draft.typedNumber)
  const headingRef = useRef<HTMLDivElement>(null)
  const isReviewing = order !== null
  const wasReviewing = useRef(isReviewing)
  useEffect(() => {
    // A new step is a new page to who cannot see it: focus goes to its heading.
    if (wasReviewing.current !== isReviewing) headingRef.current?.focus()
    wasReviewing.current = isReviewing
  }, [isReviewing])

  const review = () => {
    const lookedUp = typedPayee.state === 'found' ? typedPayee.payee : undefined
    const checked = checkDraft(draft, accounts, [...payees.own, ...payees.recent], lookedUp)
    setProblems(checked.ok ? {} : checked.problems)
    if (checked.ok) setOrder(checked.order)
    return checked.ok ? null : checked.problems
  }

  const sendNow = () => {
    if (!order) return
    send({ ...order, ...ids, startedAt: new Date().toISOString(), settleAfterSeconds: undoSeconds })
    window.history.pushState(null, '', `/transfers/${ids.transferId}`)
  }

  return (
    <div className={classes.column}>
      <div ref={headingRef} tabIndex={-1} className={classes.heading}>
        <PageHeading
          title={isReviewing ? 'Is this right?' : 'Send money'}
          note={isReviewing ? 'Nothing has been sent yet.' : undefined}
        />
      </div>
      {order ? (
        <Review order={order} undoSeconds={undoSeconds} onSend={sendNow} onChange={() => setOrder(null)} />
      ) : (
        <TransferForm
          draft={draft}
          problems={problems}
          accounts={accounts}
          payees={payees}
          typedPayee={typedPayee}
          onChange={(change) => {
            setDraft((current) => ({ ...current, ...change }))
            setProblems({})
          }}
          onSubmit={review}
        />
      )}
    </div>
  )
}
