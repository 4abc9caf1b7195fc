/** Between which of one's own accounts transfers can be tried, and how each is offered to choose from. */
import { minorUnits } from '../api-client/pending-overlay.ts'
import type { ShownAccount } from '../api-client/queries.ts'
import { tailOf } from '../components/account-number.tsx'
import { formatMoney } from '../components/money-format.ts'

type Candidate = Pick<ShownAccount, 'accountId' | 'status' | 'currency' | 'available'>

const isOpen = ({ status }: Candidate) => status === 'open'

export const canPay = (account: Candidate): boolean => isOpen(account) && minorUnits(account.available) > 0n

/** Those that can take in what `from` sends. */
export const receiversOf = <Account extends Candidate>(
  from: Candidate,
  accounts: readonly Account[],
): Account[] =>
  accounts.filter(
    (account) =>
      account.accountId !== from.accountId && isOpen(account) && account.currency === from.currency,
  )

/** One from which something can be sent there and back: with money, and with another one to send it to. */
export const possibleFrom = <Account extends Candidate>(accounts: readonly Account[]): Account[] =>
  accounts.filter((account) => canPay(account) && possibleTo(account, accounts).length > 0)

/** Money that has come there must be able to go back: it is not in debt. */
export const possibleTo = <Account extends Candidate>(
  from: Candidate,
  accounts: readonly Account[],
): Account[] => receiversOf(from, accounts).filter(({ available }) => minorUnits(available) >= 0n)

/** Between which money can go there and back, the first with money; `undefined` when there are no two such. */
export const pairOf = <Account extends Candidate>(
  accounts: readonly Account[],
): readonly [Account, Account] | undefined => {
  const [from] = possibleFrom(accounts)
  const [to] = from ? possibleTo(from, accounts) : []
  return from && to && [from, to]
}

export const optionOf = ({ accountId, name, number, balance }: ShownAccount) => ({
  value: accountId,
  label: `${name} ${tailOf(number)} · ${formatMoney(balance)}`,
})
