/** What has happened to a customer's inbox. What is in it follows from everybody's events; only what was read stands here. */
import { z } from 'zod'
import { defineEvent, type EventOf } from '../event.ts'
import { customerIdSchema } from '../ids.ts'

export const inboxEvents = {
  /** The customer has seen every notification up to this position of the log. */
  NotificationsRead: defineEvent('NotificationsRead', 1, {
    customerId: customerIdSchema,
    upTo: z.int().positive(),
  }),
}

export type NotificationsRead = EventOf<typeof inboxEvents.NotificationsRead>
export type InboxEvent = NotificationsRead
