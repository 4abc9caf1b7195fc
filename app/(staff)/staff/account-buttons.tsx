'use client'

/** What may be done with an account here, as buttons, and the dialog that the pressed one opens. */
import { Button } from '@mantine/core'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import type { Account } from '../../api-client/api.ts'
import { useBankSession } from '../../api-client/bank-session.tsx'
import { staffText } from '../../text/staff.ts'
import { type AccountAction, actionsFor } from './account-actions.ts'
import classes from './staff.module.css'

/** Fetched when somebody opens it: the list is there before the dialog is. */
const ActionDialog = dynamic(() => import('./action-dialog.tsx').then((module) => module.ActionDialog))

const { actions: text } = staffText

export function AccountButtons({ account }: { account: Account }) {
  const { me } = useBankSession()
  const [chosen, setChosen] = useState<AccountAction | null>(null)
  return (
    <span className={classes.actions}>
      {actionsFor(me.role, account).map((action) => (
        <Button
          key={action}
          size="compact-sm"
          variant="default"
          aria-label={text.titleOf(text[action], account.name, account.owner.name)}
          onClick={() => setChosen(action)}
        >
          {text[action]}
        </Button>
      ))}
      {chosen && <ActionDialog account={account} action={chosen} onClose={() => setChosen(null)} />}
    </span>
  )
}
