/** What whoever has decided is told of what has come of it. */
import type { api } from '../../../api-client/api.ts'
import { whyNot } from '../../../components/why-not.ts'
import { staffText } from '../../../text/staff.ts'

const { reviews: text } = staffText

type Answer<Command extends 'approveTransfer' | 'declineTransfer'> = Awaited<
  ReturnType<(typeof api)['commands'][Command]['mutate']>
>
export type Decided = Answer<'approveTransfer'> | Answer<'declineTransfer'>

export type Told = { readonly isDone: boolean; readonly title: string; readonly message: string }

/** An approval may come too late: then nothing was paid, and whoever has given it must not think so. */
export const toldOf = (outcome: Decided): Told => {
  switch (outcome.status) {
    case 'declined':
      return { isDone: true, title: text.declined, message: text.declinedDetail }
    case 'failed': {
      const message = `${whyNot(outcome.reason)} ${text.notPaidDetail}`
      return { isDone: false, title: text.notPaid, message }
    }
    case 'completed':
      return { isDone: true, title: text.approved, message: text.paidDetail }
    case 'held': {
      const message = outcome.missing > 0 ? text.missing(outcome.missing) : text.handedOnDetail
      return { isDone: true, title: text.approved, message }
    }
  }
}
