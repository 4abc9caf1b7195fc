/** Facts and commands about payees. `alice` pays `bob` at this bank and a `carol` at another one. */
import { accountNumberOf } from '../../server/domain/account-number.ts'
import type { AccountId, PayeeId } from '../../server/domain/ids.ts'
import { alice, type Fact, id, type TestAccount, type TestCommand } from './bank.ts'
import { NOON } from './pure-bank.ts'

export const GERMAN = 'DE89370400440532013000'
export const BRITISH = 'GB29NWBK60161331926819'

/** A German account's number, whichever account `n` is. */
export const germanIban = (n: number): string => {
  const account = `37040044${String(n).padStart(10, '0')}`
  const check = 98n - (BigInt(`${account}131400`) % 97n)
  return `DE${String(check).padStart(2, '0')}${account}`
}

/** The `n`th payee there is. */
export const payeeId = (n: number) => id<PayeeId>(0xe00 + n)

type Saved = { name: string; number: string; accountId: AccountId | null; bank: string | null }
export const atThisBank = ({ accountId }: TestAccount, name = 'Bob'): Saved => ({
  name,
  number: accountNumberOf(accountId),
  accountId,
  bank: null,
})
export const elsewhere = (number = GERMAN, name = 'Carol', bank: string | null = 'A bank'): Saved => ({
  name,
  number,
  accountId: null,
  bank,
})

export const saved =
  (n: number, payee: Saved = elsewhere(), { customerId }: TestAccount = alice, addedAt = NOON): Fact =>
  () => [{ type: 'PayeeAdded', data: { payeeId: payeeId(n), customerId, ...payee, addedAt } }]
export const renamed =
  (n: number, name: string, { customerId }: TestAccount = alice): Fact =>
  () => [{ type: 'PayeeRenamed', data: { payeeId: payeeId(n), customerId, name } }]
const happened =
  (type: 'PayeeUntrusted' | 'PayeeRemoved' | 'PayeeForgotten') =>
  (n: number, { customerId }: TestAccount = alice): Fact =>
  () => [{ type, data: { payeeId: payeeId(n), customerId } }]
export const trusted =
  (n: number, trustedAt: string | null = NOON, { customerId }: TestAccount = alice): Fact =>
  () => [{ type: 'PayeeTrusted', data: { payeeId: payeeId(n), customerId, trustedAt } }]
export const untrusted = happened('PayeeUntrusted')
export const removed = happened('PayeeRemoved')
export const forgotten = happened('PayeeForgotten')

export const add = (
  n: number,
  payee: Partial<Saved> & { name: string; number: string } = elsewhere(),
  who: TestAccount = alice,
): TestCommand<'addPayee'> => ({
  name: 'addPayee',
  data: { payeeId: payeeId(n), ...payee },
  by: who.owner,
})
export const rename = (n: number, name: string, who: TestAccount = alice): TestCommand<'renamePayee'> => ({
  name: 'renamePayee',
  data: { payeeId: payeeId(n), name },
  by: who.owner,
})
const given =
  <Name extends 'trustPayee' | 'untrustPayee' | 'removePayee'>(name: Name) =>
  (n: number, who: TestAccount = alice) =>
    ({ name, data: { payeeId: payeeId(n) }, by: who.owner }) as TestCommand<Name>
export const trust = given('trustPayee')
export const untrust = given('untrustPayee')
export const remove = given('removePayee')
