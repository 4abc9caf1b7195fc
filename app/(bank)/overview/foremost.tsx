/** What stands on top of the overview: what comes up, and what one has in all. The server draws it first, and then the page. */
import type { Notification } from '../../api-client/api.ts'
import type { OpenRequest, Upcoming } from '../../api-client/overview-queries.ts'
import type { ShownAccount } from '../../api-client/shown-accounts.ts'
import { addDays } from '../../components/calendar-days.ts'
import type { Retry } from '../../components/states.tsx'
import { withWhatIsLeft } from '../scheduled/running-balance.ts'
import { ComingUp } from './coming-up.tsx'
import { Totals } from './totals.tsx'

/** To have seen that a payment has failed is not to have seen to it. */
const FAILED_SHOWN_DAYS = 3

export function Foremost({
  accounts,
  version,
  upcoming = [],
  requests = [],
  notifications = [],
  unread,
  today,
  timeZone,
}: {
  accounts: readonly ShownAccount[]
  version: number | undefined
  upcoming: readonly Upcoming[] | undefined
  requests: readonly OpenRequest[] | undefined
  notifications: readonly Notification[] | undefined
  unread: { readonly [Part in 'scheduled' | 'requests']: Retry | undefined }
  /** By the bank's calendar. */
  today: string
  timeZone: string
}) {
  const tomorrow = addDays(today, 1)
  return (
    <>
      <ComingUp
        scheduled={withWhatIsLeft(upcoming, accounts).filter(({ date }) => date <= tomorrow)}
        requests={requests}
        failed={notifications.filter(
          ({ kind, isRead, at }) =>
            kind === 'standingOrderFailed' &&
            (!isRead || at.slice(0, 10) >= addDays(today, -FAILED_SHOWN_DAYS)),
        )}
        unread={unread}
        accounts={accounts}
        today={today}
        timeZone={timeZone}
      />
      <Totals accounts={accounts.filter(({ status }) => status !== 'closed')} version={version} />
    </>
  )
}
