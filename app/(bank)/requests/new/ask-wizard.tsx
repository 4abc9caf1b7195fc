'use client'

/** One form, one asking: written, looked at once more, and given to the bank. A reload comes back to where it was. */
import { useRouter } from 'next/navigation'
import { useEffect, useRef, useState } from 'react'
import { api } from '../../../api-client/api.ts'
import { useCommand } from '../../../api-client/give-command.ts'
import { useKeptDraft } from '../../../api-client/kept-draft.ts'
import type { ShownAccount } from '../../../api-client/queries.ts'
import { showDone } from '../../../components/notices.tsx'
import { PageHeading } from '../../../components/page-heading.tsx'
import { requestsText } from '../../../text/requests.ts'
import classes from '../requests.module.css'
import { type AskDraft, type AskProblems, blankAsk, type CheckedAsk, checkAsk, sharesGiven } from './ask.ts'
import { AskForm } from './ask-form.tsx'
import { AskReview } from './ask-review.tsx'

const { form: text } = requestsText
type Terms = Extract<CheckedAsk, { ok: true }>
type Written = { draft: AskDraft; isReviewing: boolean }

export function AskWizard({ accounts }: { accounts: readonly ShownAccount[] }) {
  const router = useRouter()
  const { kept, keep } = useKeptDraft<Written>('ask')
  const [draft, setDraft] = useState<AskDraft>(() => ({
    ...blankAsk(accounts[0]?.accountId ?? ''),
    ...kept?.draft,
  }))
  const [problems, setProblems] = useState<AskProblems>({})
  const one = useCommand<{ version: number; requestId: string }>()
  const bill = useCommand<{ version: number; requests: { requestId: string }[] }>()
  const account = accounts.find(({ accountId }) => accountId === draft.toAccountId) ?? accounts[0]
  const [terms, setTerms] = useState<Terms | null>(() => {
    const checked = kept?.isReviewing && account ? checkAsk(draft, account.currency) : undefined
    return checked?.ok ? checked : null
  })

  const heading = useRef<HTMLDivElement>(null)
  const isReviewing = terms !== null
  useEffect(() => keep({ draft, isReviewing }))
  const wasReviewing = useRef(isReviewing)
  useEffect(() => {
    // A new step is a new page to who cannot see it: focus goes to its heading.
    if (wasReviewing.current !== isReviewing) heading.current?.focus()
    wasReviewing.current = isReviewing
  }, [isReviewing])

  if (!account) return null
  const review = () => {
    const checked = checkAsk(draft, account.currency)
    setProblems(checked.ok ? {} : checked.problems)
    if (checked.ok) setTerms(checked)
    return checked.ok ? null : checked.problems
  }
  const ask = async ({ money, description }: Terms) => {
    const common = { toAccountId: account.accountId, money, description, expiresInDays: draft.days }
    const [first] = draft.people
    if (draft.kind === 'one' && first) {
      const answer = await one.give((commandId) =>
        api.commands.requestMoney.mutate({ ...common, commandId, payer: { accountId: first.accountId } }),
      )
      if (!answer) return
      showDone(text.sent, text.sentText(first.name))
      router.push(`/requests/${answer.requestId}`)
      return
    }
    const answer = await bill.give((commandId) =>
      api.commands.splitBill.mutate({ ...common, commandId, ...sharesGiven(draft, account.currency) }),
    )
    if (!answer) return
    showDone(text.sent, text.sentBill(answer.requests.length))
    router.push(`/requests/${answer.requests[0]?.requestId ?? ''}`)
  }

  return (
    <div className={classes.column}>
      <div ref={heading} tabIndex={-1} className={classes.heading}>
        <PageHeading
          title={isReviewing ? text.reviewTitle : text.title}
          note={isReviewing ? text.reviewNote : undefined}
        />
      </div>
      {terms ? (
        <AskReview
          draft={draft}
          account={account}
          money={terms.money}
          description={terms.description}
          failure={one.failure ?? bill.failure}
          isGiving={one.isGiving || bill.isGiving}
          onAsk={() => void ask(terms)}
          onChange={() => setTerms(null)}
        />
      ) : (
        <AskForm
          draft={draft}
          problems={problems}
          accounts={accounts}
          account={account}
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
