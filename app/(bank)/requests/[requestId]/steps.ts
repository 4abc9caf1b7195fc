/** The history of a request, as its two sides are told it. */
import type { PaymentRequest } from '../../../api-client/requests-queries.ts'
import { requestsText } from '../../../text/requests.ts'

const { one: text } = requestsText

export type RequestStep = {
  readonly state: 'done' | 'now' | 'failed'
  readonly title: string
  readonly at: string | null
  readonly more?: string
  readonly transferId?: string | null
}

export const stepsOf = (request: PaymentRequest): RequestStep[] => [
  { state: 'done', title: text.asked, at: request.createdAt },
  answered(request),
  ...paid(request),
]

const answered = ({ status, direction, to, payer, endedAt: at }: PaymentRequest): RequestStep => {
  const isIn = direction === 'in'
  switch (status) {
    case 'open':
      return { state: 'now', title: isIn ? text.waitsForYou : text.waitsForThem(payer.name), at: null }
    case 'accepted':
      return { state: 'done', title: isIn ? text.youAccepted : text.theyAccepted(payer.name), at }
    case 'declined':
      return { state: 'failed', title: isIn ? text.youDeclined : text.theyDeclined(payer.name), at }
    case 'cancelled':
      return { state: 'failed', title: isIn ? text.theyCancelled(to.name) : text.youCancelled, at }
    case 'expired':
      return { state: 'failed', title: text.expired, at }
  }
}

const paid = ({ payment }: PaymentRequest): RequestStep[] => {
  if (!payment) return []
  const { status, transferId } = payment
  switch (status) {
    case 'waiting':
      return [{ state: 'now', title: text.waiting, at: null, transferId }]
    case 'paid':
      return [{ state: 'done', title: text.paid, at: null, transferId }]
    case 'notPaid':
      return [{ state: 'failed', title: text.notPaid, at: null, more: text.notPaidText, transferId }]
  }
}
