/** One's accounts to choose from; those that are closed stand below the others, because they still have a past. */
import type { ShownAccount } from '../api-client/queries.ts'
import { commonText } from '../text/common.ts'
import { tailOf } from './account-number.tsx'

export const accountOptions = (accounts: readonly ShownAccount[]) => {
  const option = ({ accountId, name, number }: ShownAccount) => ({
    value: accountId,
    label: `${name} ${tailOf(number)}`,
  })
  const closed = accounts.filter(({ status }) => status === 'closed')
  return [
    ...accounts.filter(({ status }) => status !== 'closed').map(option),
    ...(closed.length > 0 ? [{ group: commonText.closedAccounts, items: closed.map(option) }] : []),
  ]
}
