'use client'

/** The last word before a decision, with what follows from it. */
import { Button, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { isOwnNumber } from '../../../../../server/domain/account-number.ts'
import { api, type Review } from '../../../../api-client/api.ts'
import { useCommand } from '../../../../api-client/give-command.ts'
import { Dialog } from '../../../../components/dialog.tsx'
import { formatMoney } from '../../../../components/money-format.ts'
import { showDone, showProblem } from '../../../../components/notices.tsx'
import { staffText } from '../../../../text/staff.ts'
import classes from '../../staff.module.css'
import { type Decided, toldOf } from '../told-outcome.ts'

const { reviews: text } = staffText

export function DecisionDialog({
  decision,
  review,
  onClose,
}: {
  decision: 'approve' | 'decline'
  review: Review
  onClose: () => void
}) {
  const { give, isGiving, failure } = useCommand<Decided>()
  const [reason, setReason] = useState('')
  const [problem, setProblem] = useState<string | undefined>(undefined)
  const { transferId, from, to } = review
  const { missing } = review.review
  const money = formatMoney(review.money)
  const isApproval = decision === 'approve'

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const words = reason.normalize('NFC').trim()
    const isMissing = !isApproval && words === ''
    setProblem(isMissing ? staffText.actions.reasonMissing : undefined)
    if (isMissing) return
    const answer = await give((commandId) =>
      isApproval
        ? api.commands.approveTransfer.mutate({ commandId, transferId })
        : api.commands.declineTransfer.mutate({ commandId, transferId, reason: words }),
    )
    if (!answer) return
    const { isDone, title, message } = toldOf(answer)
    if (isDone) showDone(title, message)
    else showProblem(title, message)
    onClose()
  }

  return (
    <Dialog title={isApproval ? text.approveTitle(money) : text.declineTitle(money)} onClose={onClose}>
      <form onSubmit={submit} noValidate className={classes.form}>
        <p>
          {isApproval
            ? text.approveExplained(money, [from.name, to.name], {
                missing,
                isToOtherBank: !isOwnNumber(to.number),
              })
            : text.declineExplained}
        </p>
        {!isApproval && (
          <TextInput
            label={staffText.actions.reason}
            autoComplete="off"
            data-autofocus
            value={reason}
            maxLength={200}
            onChange={(event) => setReason(event.currentTarget.value)}
            error={problem}
          />
        )}
        {failure && (
          <p role="alert" className={classes.failure}>
            {failure.message}
          </p>
        )}
        <div className={classes.buttons}>
          <Button type="submit" loading={isGiving}>
            {isApproval ? text.approve : text.decline}
          </Button>
          <Button variant="default" onClick={onClose}>
            {text.cancel}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
