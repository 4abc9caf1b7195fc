/** What staff may do with an account, by role and by the account's state. The bank checks all of it again. */
import type { Account } from '../../api-client/api.ts'

export type AccountAction = 'deposit' | 'withdraw' | 'freeze' | 'unfreeze' | 'overdraft' | 'close'

/** Whether an amount of money belongs to it, and whether a reason does. */
export const movesMoney = (action: AccountAction): action is 'deposit' | 'withdraw' =>
  action === 'deposit' || action === 'withdraw'

const byRole: Record<string, readonly AccountAction[]> = {
  teller: ['deposit', 'withdraw', 'freeze', 'unfreeze', 'overdraft', 'close'],
  approver: ['freeze', 'unfreeze', 'overdraft'],
}

const byStatus: Record<Account['status'], readonly AccountAction[]> = {
  open: ['deposit', 'withdraw', 'freeze', 'overdraft', 'close'],
  frozen: ['unfreeze'],
  closed: [],
}

export const actionsFor = (
  role: string,
  { status, product }: Pick<Account, 'status' | 'product'>,
): AccountAction[] =>
  product === 'internal'
    ? []
    : byStatus[status].filter(
        (action) => byRole[role]?.includes(action) && (action !== 'overdraft' || product === 'current'),
      )
