'use client'

/** Asking for money: one person, or several for their shares of a bill. */
import { Button } from '@mantine/core'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { describeReadFailure } from '../../../api-client/failures.ts'
import { useAccounts } from '../../../api-client/queries.ts'
import { EmptyState, ErrorState } from '../../../components/states.tsx'
import { requestsText } from '../../../text/requests.ts'
import { MoveMoneyTabs } from '../../move-money-tabs.tsx'
import { PagePlaceholder } from '../../page-placeholder.tsx'

/** Recognising numbers takes the domain's schemas along: fetched when somebody comes to ask. */
const AskWizard = dynamic(() => import('./ask-wizard.tsx').then((module) => module.AskWizard), {
  loading: () => <PagePlaceholder />,
})

const { form: text } = requestsText

export function AskScreen() {
  const { accounts, error, refetch, isFetching } = useAccounts()
  if (!accounts)
    return error ? (
      <ErrorState
        message={describeReadFailure(error)}
        onRetry={() => void refetch()}
        isRetrying={isFetching}
      />
    ) : (
      <PagePlaceholder />
    )
  const open = accounts.filter(({ status }) => status === 'open')
  return (
    <>
      <MoveMoneyTabs />
      {open.length === 0 ? (
        <EmptyState
          title={text.noAccount}
          action={
            <Button component={Link} href="/open-account">
              {text.open}
            </Button>
          }
        >
          {text.noAccountText}
        </EmptyState>
      ) : (
        <AskWizard accounts={open} />
      )}
    </>
  )
}
