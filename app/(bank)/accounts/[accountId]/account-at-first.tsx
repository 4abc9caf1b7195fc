/** An account's name and figures as the server draws them, and the room that its line will take. */
import type { ShownAccount } from '../../../api-client/shown-accounts.ts'
import { AccountHeading } from './account-heading.tsx'
import { BalancePanel } from './balance-panel.tsx'
import { HistoryPlaceholder } from './history-placeholder.tsx'

export function AccountAtFirst({ account, version }: { account: ShownAccount; version: number | undefined }) {
  return (
    <>
      <AccountHeading account={account} />
      <BalancePanel account={account} version={version} then={undefined} />
      <HistoryPlaceholder />
    </>
  )
}
