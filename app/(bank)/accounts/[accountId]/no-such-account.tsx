/** In place of an account that is not there, or not one's own. */
import { Button } from '@mantine/core'
import Link from 'next/link'
import { EmptyState } from '../../../components/states.tsx'
import { accountText } from '../../../text/account.ts'

export function NoSuchAccount() {
  return (
    <EmptyState
      title={accountText.missing.title}
      action={
        <Button component={Link} href="/" variant="default">
          {accountText.missing.action}
        </Button>
      }
    >
      {accountText.missing.text}
    </EmptyState>
  )
}
