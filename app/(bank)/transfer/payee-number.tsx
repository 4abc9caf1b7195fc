'use client'

/** An account number, checked as it is typed: the digits here, the holder's name at the bank. */
import { TextInput } from '@mantine/core'
import { accountNumberSchema } from '../../../server/domain/account-number.ts'
import { httpStatusOf } from '../../api-client/failures.ts'
import { usePayee } from '../../api-client/queries.ts'
import type { Payee } from './draft.ts'
import classes from './transfer.module.css'

/** Shorter than this it is still being typed, and a complaint would only disturb. */
const FULL_LENGTH = 22

export type TypedPayee =
  | { readonly state: 'typing' | 'looking' }
  | { readonly state: 'wrong'; readonly reason: string }
  | { readonly state: 'found'; readonly payee: Payee }

export const useTypedPayee = (typed: string): TypedPayee => {
  const checked = accountNumberSchema.safeParse(typed)
  const { data, error, isFetching } = usePayee(checked.success ? checked.data : null)
  if (!checked.success) {
    if (typed.replace(/[\s-]/g, '').length < FULL_LENGTH) return { state: 'typing' }
    return { state: 'wrong', reason: `This number ${checked.error.issues[0]?.message ?? 'is not right'}.` }
  }
  if (data) {
    const { accountId, number, ownerName, currency } = data.data
    return { state: 'found', payee: { accountId, number, name: ownerName, currency } }
  }
  if (!error || isFetching) return { state: 'looking' }
  return {
    state: 'wrong',
    reason:
      httpStatusOf(error) === 404
        ? 'There is no account with this number.'
        : 'The bank could not look this number up. Please try again.',
  }
}

export function PayeeNumber({
  typed,
  payee,
  problem,
  onTyped,
}: {
  typed: string
  payee: TypedPayee
  problem: string | undefined
  onTyped: (typed: string) => void
}) {
  return (
    <div className={classes.number}>
      <TextInput
        label="Account number"
        placeholder="PB76 PASS 0123 4567 8901 2345"
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        value={typed}
        maxLength={40}
        onChange={(event) => onTyped(event.currentTarget.value)}
        error={payee.state === 'wrong' ? payee.reason : problem}
      />
      <p role="status" className={classes.holder}>
        {payee.state === 'found' && (
          <>
            Goes to <strong>{payee.payee.name}</strong>
          </>
        )}
        {payee.state === 'looking' && 'Looking the number up…'}
      </p>
    </div>
  )
}
