/** Where a review stands, in words, and whether somebody may decide it. */
import type { Me, Review } from '../../../api-client/api.ts'
import { staffText } from '../../../text/staff.ts'

const { reviews: text } = staffText

/** A payment to another bank has been decided when it is handed over, though its money is still held. */
const isDecided = ({ status, history, review }: Review): boolean =>
  status !== 'held' || review.missing === 0 || history.some((step) => step.status === 'submitted')

export const stateOf = (review: Review): string =>
  review.status === 'held' && isDecided(review)
    ? text.submitted
    : (text.states[review.status] ?? review.status)

/** Why this person may not approve it; null when they may. The bank checks it again. */
export const whyNotApprove = (review: Review, { role, userId }: Me): string | null => {
  if (isDecided(review)) return text.mayNot.over
  if (role === 'auditor') return text.mayNot.auditor
  const { approvals, missing } = review.review
  if (approvals.some((approval) => approval.userId === userId)) return text.mayNot.already
  const isLast = missing === 1
  const hasApprover = approvals.some((approval) => approval.role === 'approver')
  return isLast && role !== 'approver' && !hasApprover ? text.mayNot.approverNeeded : null
}

export const mayDecline = (review: Review, { role }: Me): boolean =>
  !isDecided(review) && (role === 'teller' || role === 'approver')
