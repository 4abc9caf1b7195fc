'use client'

/** Finds out who gets the money: chosen from the list, or typed, and then looked up while it is being typed. */
import { useDebouncedValue } from '@mantine/hooks'
import { isOwnNumber } from '../../../server/domain/account-number.ts'
import { httpStatusOf } from '../../api-client/failures.ts'
import { type NameCheck, useNameCheck } from '../../api-client/move-queries.ts'
import { usePayee } from '../../api-client/queries.ts'
import { transferText } from '../../text/transfer.ts'
import { recognise } from '../payees/typed-number.ts'
import type { Draft, Ids } from './draft.ts'
import { type Asked, allOf, OTHER, type Recipients, type Target, targetOf } from './recipients.ts'

const { to: text, recipient: words } = transferText

/** Names are asked about once somebody stops typing: the bank answers only so many questions in a minute. */
const PAUSE_MS = 600

export const useRecipient = (draft: Draft, recipients: Recipients, ids: Ids): Asked => {
  const isTyped = draft.toId === OTHER
  const chosen = isTyped ? undefined : allOf(recipients).find(({ accountId }) => accountId === draft.toId)
  const read = recognise(draft.typedNumber)
  const typed = isTyped && read.state === 'complete' ? read.number : null
  // Whoever types the number of somebody on the list means them.
  const listed = typed === null ? undefined : allOf(recipients).find(({ number }) => number === typed)
  const known = chosen ?? (listed?.from === 'recent' ? undefined : listed)

  const asksForAccount = known === undefined || (known.from === 'payees' && !known.isElsewhere)
  const number = known?.number ?? typed
  const here = asksForAccount && number !== null && isOwnNumber(number) ? number : null
  const account = useAccountBehind(here)

  const name = draft.typedName.normalize('NFC').trim()
  const [settledName] = useDebouncedValue(name, PAUSE_MS)
  const isNameNeeded = isTyped && known === undefined && typed !== null
  const check = useNameCheck(isNameNeeded ? typed : null, settledName)
  const isChecked = check !== undefined && settledName === name

  if (!isTyped && !chosen) return { state: 'nobody' }
  if (isTyped && read.state === 'incomplete')
    return { state: 'typing', missing: draft.typedNumber.trim() === '' ? null : read.missing }
  if (isTyped && read.state === 'wrong') return { state: 'wrong', reason: words.wrong(read.reason) }

  if (account.state === 'wrong') return account
  if (account.state === 'looking') return account
  if (known) return { state: 'found', target: withAccount(targetOf(known), account) }
  if (typed === null || !isChecked) return { state: 'looking' }
  return {
    state: 'found',
    target: {
      party: {
        accountId: account.state === 'found' ? account.party.accountId : ids.payeeId,
        number: typed,
        name: nameFor(name, check, account),
      },
      place: account.state === 'found' ? 'here' : 'elsewhere',
      currency: account.state === 'found' ? account.currency : null,
      check: check.result,
      isNew: true,
      wasPaid: listed !== undefined,
    },
  }
}

/** The holder's own way of writing it, where that is told; of a stranger's account the name stays with the bank. */
const nameFor = (typed: string, check: NameCheck, account: AccountBehind): string => {
  if (check.result === 'closeMatch') return check.name
  return check.result === 'match' && account.state === 'found' ? account.party.name : typed
}

type AccountBehind =
  | { readonly state: 'none' }
  | { readonly state: 'looking' }
  | { readonly state: 'wrong'; readonly reason: string }
  | { readonly state: 'found'; readonly party: Target['party']; readonly currency: Target['currency'] }

const useAccountBehind = (number: string | null): AccountBehind => {
  const { data, error, isFetching } = usePayee(number)
  if (number === null) return { state: 'none' }
  if (data) {
    const { accountId, ownerName, currency, status } = data.data
    if (status !== 'open') return { state: 'wrong', reason: text[status] }
    return { state: 'found', party: { accountId, number, name: ownerName }, currency }
  }
  if (!error || isFetching) return { state: 'looking' }
  return {
    state: 'wrong',
    reason: httpStatusOf(error) === 404 ? text.notFound : text.notLookedUp,
  }
}

const withAccount = (target: Target, account: AccountBehind): Target =>
  account.state === 'found' ? { ...target, currency: account.currency } : target

export const countryOf = (number: string, locale: string): string =>
  new Intl.DisplayNames([locale], { type: 'region' }).of(number.slice(0, 2)) ?? number.slice(0, 2)
