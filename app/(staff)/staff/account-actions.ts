/** What staff may do with an account, by role and by the account's state. The bank checks all of it again. */
import type { Account } from '../../api-client/api.ts'

export type AccountAction = 'deposit' | 'withdraw' | 'freeze' | 'unfreeze' | 'close'

export const actionNames: Record<AccountAction, string> = {
  deposit: 'Deposit',
  withdraw: 'Withdraw',
  freeze: 'Freeze',
  unfreeze: 'Unfreeze',
  close: 'Close',
}

export const movesMoney = (action: AccountAction): action is 'deposit' | 'withdraw' =>
  action === 'deposit' || action === 'withdraw'

const byRole: Record<string, readonly AccountAction[]> = {
  teller: ['deposit', 'withdraw', 'freeze', 'unfreeze', 'close'],
  approver: ['freeze', 'unfreeze'],
}

const byStatus: Record<Account['status'], readonly AccountAction[]> = {
  open: ['deposit', 'withdraw', 'freeze', 'close'],
  frozen: ['unfreeze'],
  closed: [],
}

export const actionsFor = (role: string, { status }: Pick<Account, 'status'>): AccountAction[] =>
  byStatus[status].filter((action) => byRole[role]?.includes(action))
