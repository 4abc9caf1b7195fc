/**
 * What a notification says: one sentence, one more that helps, and where it leads. A kind without words does not compile.
 */
import type { Notification } from '../../api-client/api.ts'
import { formatMoney } from '../money-format.ts'
import { whyNot } from '../why-not.ts'

export type Words = {
  readonly title: string
  readonly more?: string | undefined
  /** A page that shows what it is about. */
  readonly href?: string | undefined
}

type Told = Pick<Notification, 'kind'> & Partial<Notification>
type Speaker = (told: Told, account: string) => Words

const amountOf = ({ money }: Told): string => (money ? formatMoney(money) : 'Money')
const recipientOf = ({ counterparty }: Told): string => counterparty ?? 'another bank'
const personOf = ({ counterparty }: Told): string => counterparty ?? 'somebody'
const REQUESTS = '/requests'
const transferPage = ({ transferId }: Told) => (transferId ? `/transfers/${transferId}` : undefined)
const accountPage = ({ accountId }: Told) => (accountId ? `/accounts/${accountId}` : undefined)
const FREE_AGAIN = 'The money is free again.'

const ofTransfer =
  (what: string, more: (told: Told) => string): Speaker =>
  (told) => ({
    title: `Your transfer of ${amountOf(told)} to ${recipientOf(told)} ${what}`,
    more: more(told),
    href: transferPage(told),
  })

const speakers: Readonly<Record<Notification['kind'], Speaker>> = {
  moneyIn: (told, account) => ({
    title: told.transferId
      ? `${amountOf(told)} from ${recipientOf(told)}`
      : `${amountOf(told)} paid in at the counter`,
    more: `On ${account}`,
    href: transferPage(told) ?? accountPage(told),
  }),
  interestPaid: (told, account) => ({
    title: `${amountOf(told)} of interest`,
    more: `On ${account}`,
    href: accountPage(told),
  }),
  transferApproved: ofTransfer('was approved', () => 'It has been sent.'),
  transferDeclined: ofTransfer('was not approved by the bank', () => FREE_AGAIN),
  transferFailed: ofTransfer('could not be made', ({ reason }) => `${whyNot(reason)} ${FREE_AGAIN}`),
  transferExpired: ofTransfer('was not made in time', () => FREE_AGAIN),
  paymentReturned: ofTransfer('has come back', ({ reason }) => `${whyNot(reason)} The money is yours again.`),
  paymentTakenAfterAll: ofTransfer(
    'has arrived after all',
    () => 'The money that was given back has been taken again.',
  ),
  standingOrderFailed: (told) => ({
    title: `A standing order of ${amountOf(told)} was not sent`,
    more: `Due ${told.date ?? 'lately'}. ${whyNot(told.reason)}`,
  }),
  moneyAsked: (told) => ({
    title: `${personOf(told)} asks you for ${amountOf(told)}`,
    more: 'You can pay it or say no.',
    href: REQUESTS,
  }),
  requestDeclined: (told) => ({
    title: `${personOf(told)} does not pay you ${amountOf(told)}`,
    more: 'You had asked for it.',
    href: REQUESTS,
  }),
  lowBalance: (told, account) => ({
    title: `${amountOf(told)} left on ${account}`,
    more: told.threshold && `You wanted to know below ${formatMoney(told.threshold)}.`,
    href: accountPage(told),
  }),
  accountFrozen: (told, account) => ({
    title: `${account} is frozen`,
    more: 'No money moves on it. Please ask the bank.',
    href: accountPage(told),
  }),
  accountUnfrozen: (told, account) => ({
    title: `${account} can be used again`,
    href: accountPage(told),
  }),
}

/** `accountName` is what its owner calls the account. */
export const wordsFor = (told: Told, accountName: string | undefined): Words => {
  const words = speakers[told.kind](told, accountName ?? 'your account')
  return { ...words, title: words.title.replace(/^./, (first) => first.toUpperCase()) }
}

/** As far as anybody counts. */
export const describeUnread = (unread: number): string => (unread > 99 ? '99+' : String(unread))
