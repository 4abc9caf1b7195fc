/** What an account is called, and where one goes from it. */
import { Button } from '@mantine/core'
import { IconFileText, IconSend, IconSettings } from '@tabler/icons-react'
import type { ShownAccount } from '../../../api-client/shown-accounts.ts'
import { PageHeading } from '../../../components/page-heading.tsx'
import { PageLink } from '../../../components/page-link.tsx'
import { accountText } from '../../../text/account.ts'
import { commonText } from '../../../text/common.ts'

export function AccountHeading({
  account,
  canReplay = false,
}: {
  account: ShownAccount
  /** Whether the engine room, in which its events are shown, is open to whoever looks. */
  canReplay?: boolean
}) {
  const product = commonText.products[account.product]
  const replay = (
    <>
      {product} ·{' '}
      <PageLink href={`/engine-room/replay?stream=BankAccount-${account.accountId}`}>
        {accountText.replay}
      </PageLink>
    </>
  )
  return (
    <PageHeading title={account.name} note={canReplay ? replay : product}>
      <Button
        component={PageLink}
        href={`/statements?account=${account.accountId}`}
        variant="default"
        radius="xl"
        leftSection={<IconFileText aria-hidden size={18} />}
      >
        {accountText.statements}
      </Button>
      <Button
        component={PageLink}
        href={`/accounts/${account.accountId}/settings`}
        variant="default"
        radius="xl"
        leftSection={<IconSettings aria-hidden size={18} />}
      >
        {accountText.settings}
      </Button>
      {account.status === 'open' && (
        <Button
          component={PageLink}
          href={`/transfer?from=${account.accountId}`}
          radius="xl"
          leftSection={<IconSend aria-hidden size={18} />}
        >
          {accountText.send}
        </Button>
      )}
    </PageHeading>
  )
}
