/** The top of the overview as the server draws it, and the room that the rest will take. */
import type { Me } from '../../api-client/api.ts'
import type { FirstAnswers } from '../../api-client/early-answers.ts'
import { answerTo } from '../../api-client/first-answers.ts'
import type { ShownAccount } from '../../api-client/shown-accounts.ts'
import { dayOf } from '../../components/dates.ts'
import { PageHeading } from '../../components/page-heading.tsx'
import { PagePlaceholder } from '../page-placeholder.tsx'
import { Foremost } from './foremost.tsx'
import { greetingFor } from './greeting.ts'
import { SheetsPlaceholder } from './sheets-placeholder.tsx'

const nothingUnread = { scheduled: undefined, requests: undefined }

export function OverviewAtFirst({
  first,
  me,
  accounts,
  version,
  bankTimeZone,
  timeZone,
}: {
  first: FirstAnswers
  me: Me
  accounts: readonly ShownAccount[]
  version: number | undefined
  bankTimeZone: string
  timeZone: string
}) {
  const [upcoming, requests, told] = [
    answerTo(first, 'standingOrders.upcoming'),
    answerTo(first, 'requests.list'),
    answerTo(first, 'notifications.list'),
  ]
  // What comes up stands on top: were it to come after the rest, all of that would jump.
  if (!upcoming || !requests || !told) return <PagePlaceholder />
  return (
    <>
      <PageHeading title={greetingFor(me.name, timeZone)} />
      <Foremost
        {...{ accounts, version, timeZone }}
        upcoming={upcoming.data}
        requests={requests.data}
        notifications={told.data}
        unread={nothingUnread}
        today={dayOf(new Date(), bankTimeZone)}
      />
      <SheetsPlaceholder />
    </>
  )
}
