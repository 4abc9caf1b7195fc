'use client'

/** Another amount, other words or other dates for an order, from its next payment on. */
import { Button, TextInput } from '@mantine/core'
import { type FormEvent, useRef, useState } from 'react'
import { api } from '../../../api-client/api.ts'
import { useBankSession } from '../../../api-client/bank-session.tsx'
import { useCommand } from '../../../api-client/give-command.ts'
import type { StandingOrder } from '../../../api-client/plans-queries.ts'
import { todayIn } from '../../../components/business-days.ts'
import { Choice, ChoiceGroup } from '../../../components/choice.tsx'
import { Dialog } from '../../../components/dialog.tsx'
import { showDone } from '../../../components/notices.tsx'
import { scheduledText } from '../../../text/scheduled.ts'
import { type ChangeDraft, type ChangeProblems, checkChange, draftOf } from './change.ts'
import { DatesFields } from './dates-fields.tsx'
import classes from './order.module.css'

const { change: text } = scheduledText

export function ChangeDialog({ order, onClose }: { order: StandingOrder; onClose: () => void }) {
  const { bankTimeZone } = useBankSession()
  const { give, isGiving, failure } = useCommand<{ version: number }>()
  const [draft, setDraft] = useState(() => draftOf(order))
  const [problems, setProblems] = useState<ChangeProblems>({})
  const [isUnchanged, setUnchanged] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  const change = (part: Partial<ChangeDraft>) => {
    setDraft((current) => ({ ...current, ...part }))
    setProblems({})
    setUnchanged(false)
  }

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const checked = checkChange(draft, order, todayIn(bankTimeZone))
    setProblems(checked.ok ? {} : checked.problems)
    if (!checked.ok) {
      const [first] = Object.keys(checked.problems)
      form.current?.querySelector<HTMLElement>(`[data-field="${first}"] input`)?.focus()
      return
    }
    setUnchanged(Object.keys(checked.change).length === 0)
    if (Object.keys(checked.change).length === 0) return
    const answer = await give((commandId) =>
      api.commands.changeStandingOrder.mutate({ commandId, orderId: order.orderId, ...checked.change }),
    )
    if (!answer) return
    showDone(text.saved, text.savedText)
    onClose()
  }
  return (
    <Dialog title={text.title} onClose={onClose}>
      <form ref={form} onSubmit={submit} noValidate className={classes.form}>
        <div data-field="amount">
          <TextInput
            label={text.amount}
            inputMode="decimal"
            autoComplete="off"
            value={draft.typedAmount}
            maxLength={40}
            onChange={({ currentTarget: { value } }) => change({ typedAmount: value })}
            rightSection={<span className={classes.note}>{order.money.currency}</span>}
            rightSectionWidth={60}
            error={problems.amount}
          />
        </div>
        <div data-field="description">
          <TextInput
            label={text.whatFor}
            autoComplete="off"
            value={draft.description}
            maxLength={140}
            onChange={({ currentTarget: { value } }) => change({ description: value })}
            error={problems.description}
          />
        </div>
        <ChoiceGroup legend={text.dates} field="dates">
          <Choice
            name="dates"
            value="keep"
            isChosen={draft.dates === 'keep'}
            onChoose={() => change({ dates: 'keep' })}
            label={text.keep}
          />
          <Choice
            name="dates"
            value="other"
            isChosen={draft.dates === 'other'}
            onChoose={() => change({ dates: 'other' })}
            label={text.other}
          />
          {draft.dates === 'other' && <DatesFields draft={draft} problems={problems} onChange={change} />}
        </ChoiceGroup>
        {(failure || isUnchanged) && (
          <p role="alert" className={classes.failure}>
            {failure?.message ?? text.unchanged}
          </p>
        )}
        <Button type="submit" loading={isGiving}>
          {text.save}
        </Button>
      </form>
    </Dialog>
  )
}
