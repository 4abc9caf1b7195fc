/** How far a request has come, in a word and a sign. */
import { IconCheck, IconClock, IconHourglassEmpty, IconMessageQuestion, IconX } from '@tabler/icons-react'
import type { PaymentRequest } from '../../api-client/requests-queries.ts'
import { requestsText } from '../../text/requests.ts'
import classes from './requests.module.css'

type State = keyof typeof requestsText.states

export const stateOf = ({ status, direction, payment }: PaymentRequest): State => {
  if (status === 'open') return direction === 'in' ? 'toAnswer' : 'open'
  return status === 'accepted' && payment ? payment.status : status
}

const icons = {
  open: IconHourglassEmpty,
  toAnswer: IconMessageQuestion,
  accepted: IconCheck,
  paid: IconCheck,
  waiting: IconClock,
  notPaid: IconX,
  declined: IconX,
  cancelled: IconX,
  expired: IconX,
} as const

export function RequestStateMark({ request }: { request: PaymentRequest }) {
  const state = stateOf(request)
  const Icon = icons[state]
  return (
    <span className={classes.state} data-state={state}>
      <Icon aria-hidden size={14} stroke={2.2} />
      {requestsText.states[state]}
    </span>
  )
}
