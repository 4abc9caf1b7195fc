/**
 * What a notification says: one sentence, one more that helps, and where it leads. A kind without words does not compile.
 */
import type { Notification } from '../../api-client/api.ts'
import { notificationsText as text } from '../../text/notifications.ts'
import { fullDate } from '../dates.ts'
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

const amountOf = ({ money }: Told): string => (money ? formatMoney(money) : text.amountUnknown)
const otherBankOr = ({ counterparty }: Told): string => counterparty ?? text.anotherBank
const transferPage = ({ transferId }: Told) => (transferId ? `/transfers/${transferId}` : undefined)
const accountPage = ({ accountId }: Told) => (accountId ? `/accounts/${accountId}` : undefined)
const orderPage = ({ orderId }: Told) => (orderId ? `/scheduled/${orderId}` : undefined)
const requestPage = ({ requestId }: Told) => (requestId ? `/requests/${requestId}` : undefined)

const ofTransfer =
  (what: string, more: (told: Told) => string): Speaker =>
  (told) => ({
    title: text.transfer(amountOf(told), otherBankOr(told), what),
    more: more(told),
    href: transferPage(told),
  })

const ofRequest =
  (say: (name: string, amount: string) => string, more: string): Speaker =>
  (told) => ({
    title: say(told.counterparty ?? text.somebody, amountOf(told)),
    more,
    href: requestPage(told),
  })

const speakers: Readonly<Record<Notification['kind'], Speaker>> = {
  moneyIn: (told, account) => ({
    title: told.transferId ? text.moneyIn(amountOf(told), otherBankOr(told)) : text.atCounter(amountOf(told)),
    more: text.on(account),
    href: transferPage(told) ?? accountPage(told),
  }),
  interestPaid: (told, account) => ({
    title: text.interest(amountOf(told)),
    more: text.on(account),
    href: accountPage(told),
  }),
  transferApproved: ofTransfer(text.outcomes.approved, () => text.outcomes.approvedMore),
  transferDeclined: ofTransfer(text.outcomes.declined, () => text.freeAgain),
  transferFailed: ofTransfer(text.outcomes.failed, ({ reason }) => `${whyNot(reason)} ${text.freeAgain}`),
  transferExpired: ofTransfer(text.outcomes.expired, () => text.freeAgain),
  paymentReturned: ofTransfer(text.outcomes.returned, ({ reason }) => `${whyNot(reason)} ${text.yoursAgain}`),
  paymentTakenAfterAll: ofTransfer(text.outcomes.takenAfterAll, () => text.outcomes.takenAfterAllMore),
  standingOrderFailed: (told) => ({
    title: text.orderFailed(amountOf(told)),
    more: told.date
      ? text.orderDue(fullDate(told.date), whyNot(told.reason))
      : text.orderDueUnknown(whyNot(told.reason)),
    href: orderPage(told),
  }),
  moneyAsked: ofRequest(text.requests.asked, text.requests.askedMore),
  requestDeclined: ofRequest(text.requests.declined, text.requests.declinedMore),
  lowBalance: (told, account) => ({
    title: text.lowBalance(amountOf(told), account),
    more: told.threshold && text.lowBalanceMore(formatMoney(told.threshold)),
    href: accountPage(told),
  }),
  accountFrozen: (told, account) => ({
    title: text.frozen(account),
    more: text.frozenMore,
    href: accountPage(told),
  }),
  accountUnfrozen: (told, account) => ({
    title: text.unfrozen(account),
    href: accountPage(told),
  }),
}

/** `accountName` is what its owner calls the account. */
export const wordsFor = (told: Told, accountName: string | undefined): Words => {
  const words = speakers[told.kind](told, accountName ?? text.yourAccount)
  return { ...words, title: words.title.replace(/^./, (first) => first.toUpperCase()) }
}

/** As far as anybody counts. */
export const describeUnread = (unread: number): string => (unread > 99 ? '99+' : String(unread))
