'use client'

/** How much may leave the account by transfer: what holds, what will, and what one wants instead. */
import { useState } from 'react'
import { type Limits, useLimits } from '../../../../api-client/account-settings-queries.ts'
import { api } from '../../../../api-client/api.ts'
import { useBankSession } from '../../../../api-client/bank-session.tsx'
import { describeReadFailure } from '../../../../api-client/failures.ts'
import { useCommand } from '../../../../api-client/give-command.ts'
import type { ShownAccount } from '../../../../api-client/queries.ts'
import { dayAndTime } from '../../../../components/dates.ts'
import { formatMoney } from '../../../../components/money-format.ts'
import { showDone } from '../../../../components/notices.tsx'
import { ErrorState, RowsPlaceholder } from '../../../../components/states.tsx'
import { accountSettingsText } from '../../../../text/account-settings.ts'
import { isAbove, type LimitKind, limitKinds, readLimits, type TypedLimits } from './limit-changes.ts'
import { AmountField, asTyped, SettingForm, SettingSheet } from './setting-sheet.tsx'
import classes from './settings.module.css'

const text = accountSettingsText.limits

export function LimitsForm({ account }: { account: ShownAccount }) {
  const { limits, error, refetch } = useLimits(account.accountId)
  return (
    <SettingSheet title={text.title}>
      <p className={classes.quiet}>{text.intro}</p>
      {limits ? (
        <Form key={JSON.stringify([limits.current, limits.pending])} limits={limits} />
      ) : error ? (
        <ErrorState title={text.failed} message={describeReadFailure(error)} onRetry={() => void refetch()} />
      ) : (
        <RowsPlaceholder rows={3} label={text.title} />
      )}
    </SettingSheet>
  )
}

function Form({ limits }: { limits: Limits }) {
  const { timeZone } = useBankSession()
  const { give, isGiving, failure } = useCommand<{ version: number }>()
  const { accountId, current, pending, maximum, today } = limits
  const { currency } = current.perDay
  // What is promised is what one has asked for, and what one would change.
  const asked = pending ?? current
  const before: TypedLimits = {
    perTransfer: asTyped(asked.perTransfer),
    perDay: asTyped(asked.perDay),
    newPayee: asTyped(asked.newPayee),
  }
  const [typed, setTyped] = useState(before)
  const [problems, setProblems] = useState<Partial<Record<LimitKind, string>>>({})
  const changed = limitKinds.filter((kind) => typed[kind] !== before[kind])

  const save = async () => {
    const read = readLimits(typed, changed, currency)
    setProblems(read.problems)
    if (Object.keys(read.problems).length > 0) return
    const answer = await give((commandId) =>
      api.commands.changeTransferLimits.mutate({ commandId, accountId, ...read.limits }),
    )
    if (!answer) return
    const isRaised = changed.some((kind) => isAbove(read.limits[kind], current[kind]))
    showDone(accountSettingsText.saved, isRaised ? text.doneLater : text.done)
  }
  return (
    <SettingForm onSave={save} isGiving={isGiving} failure={failure} isUnchanged={changed.length === 0}>
      {limitKinds.map((kind) => {
        const isPromised = pending !== null && pending[kind].amount !== current[kind].amount
        return (
          <AmountField
            key={kind}
            label={text.kinds[kind]}
            description={
              <>
                {isPromised && (
                  <span className={classes.pending}>
                    {text.holds(formatMoney(current[kind]))}{' '}
                    {text.pending(formatMoney(pending[kind]), dayAndTime(pending.effectiveAt, timeZone))}{' '}
                  </span>
                )}
                {text.atMost(formatMoney(maximum[kind]))}
              </>
            }
            typed={typed[kind]}
            onTyped={(next) => setTyped({ ...typed, [kind]: next })}
            currency={currency}
            problem={problems[kind]}
          />
        )
      })}
      <p className={classes.quiet}>{text.today(formatMoney(today.sent), formatMoney(today.available))}</p>
    </SettingForm>
  )
}
