'use client'

/** An account number, checked as it is typed: the digits here, the holder's name at the bank. */
import { TextInput } from '@mantine/core'
import { groupTyped, readTypedNumber } from '../../../server/domain/account-number.ts'
import { httpStatusOf } from '../../api-client/failures.ts'
import { usePayee } from '../../api-client/queries.ts'
import type { Payee } from './draft.ts'
import classes from './transfer.module.css'

export type TypedPayee =
  | { readonly state: 'typing'; readonly missing: number }
  | { readonly state: 'looking' }
  | { readonly state: 'wrong'; readonly reason: string }
  | { readonly state: 'found'; readonly payee: Payee }

export const useTypedPayee = (typed: string): TypedPayee => {
  const read = readTypedNumber(typed)
  const { data, error, isFetching } = usePayee(read.state === 'complete' ? read.number : null)
  if (read.state === 'incomplete') return { state: 'typing', missing: read.missing }
  if (read.state === 'wrong') return { state: 'wrong', reason: `This number ${read.reason}.` }
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
        onChange={({ currentTarget: { value, selectionStart } }) => {
          // Only what is added at the end is put in groups: anywhere else the caret would jump.
          const isAppended = value.length > typed.length && selectionStart === value.length
          onTyped(isAppended ? groupTyped(value) : value)
        }}
        onBlur={({ currentTarget: { value } }) => {
          const grouped = groupTyped(value)
          if (grouped !== value) onTyped(grouped)
        }}
        description={payee.state === 'typing' ? charactersToGo(typed, payee.missing) : undefined}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
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

const charactersToGo = (typed: string, missing: number): string | undefined =>
  typed.trim() === '' ? undefined : `${missing} more ${missing === 1 ? 'character' : 'characters'}`
