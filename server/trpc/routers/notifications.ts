/** What a customer has been told. Nobody reads anybody else's, the bank's own people included. */
import { z } from 'zod'
import { countUnread, listNotifications, lowBalanceAlerts } from '../../read-models/notifications/queries.ts'
import { ownerFilter, paging, readingAs, router } from '../procedures.ts'

const READ_MODEL = ['notifications'] as const
/** Only customers may ask, and for them there always is a filter. */
const ownOf = (signedIn: Parameters<typeof ownerFilter>[0]) => String(ownerFilter(signedIn))

export const notificationsRouter = router({
  list: readingAs(['customer'], READ_MODEL, {
    ...paging,
    unreadOnly: z.boolean('must be true or false').default(false),
  }).query(({ ctx: { services, signedIn }, input: { limit, cursor, unreadOnly } }) =>
    listNotifications(services.sql, { customerId: ownOf(signedIn), limit, cursor, unreadOnly }),
  ),

  unreadCount: readingAs(['customer'], READ_MODEL, {}).query(({ ctx: { services, signedIn } }) =>
    countUnread(services.sql, ownOf(signedIn)),
  ),

  lowBalanceAlerts: readingAs(['customer'], READ_MODEL, {}).query(({ ctx: { services, signedIn } }) =>
    lowBalanceAlerts(services.sql, ownOf(signedIn)),
  ),
})
