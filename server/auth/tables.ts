/**
 * better-auth's tables, under names of their own, and the counts of failed sign-ins and of limited requests. Property names are the fields that
 * better-auth knows; a person's name and email stand here and in CustomerRegistered, and nowhere else.
 */
import { boolean, index, integer, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core'

const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3 })
const id = () => uuid('id').primaryKey()
const times = {
  createdAt: instant('created_at').notNull().defaultNow(),
  updatedAt: instant('updated_at').notNull().defaultNow(),
}

export const roles = ['customer', 'teller', 'approver', 'auditor'] as const

export const authUsers = pgTable('auth_users', {
  id: id(),
  name: text('name').notNull(),
  /** Lower case, always. */
  email: text('email').notNull().unique(),
  emailVerified: boolean('email_verified').notNull().default(false),
  image: text('image'),
  firstName: text('first_name').notNull(),
  lastName: text('last_name').notNull(),
  role: text('role', { enum: roles }).notNull().default('customer'),
  /** Empty until the customer is in the log. */
  customerId: uuid('customer_id'),
  ...times,
})

export const authSessions = pgTable(
  'auth_sessions',
  {
    id: id(),
    token: text('token').notNull().unique(),
    userId: uuid('user_id')
      .notNull()
      .references(() => authUsers.id, { onDelete: 'cascade' }),
    expiresAt: instant('expires_at').notNull(),
    // better-auth fills these when it can; Passbook gives it nothing to fill them with.
    ipAddress: text('ip_address'),
    userAgent: text('user_agent'),
    ...times,
  },
  (table) => [index('auth_sessions_user_id').on(table.userId)],
)

/** How a user can sign in. Here: by password, whose scrypt hash is `password`. */
export const authAccounts = pgTable(
  'auth_accounts',
  {
    id: id(),
    userId: uuid('user_id')
      .notNull()
      .references(() => authUsers.id, { onDelete: 'cascade' }),
    accountId: text('account_id').notNull(),
    providerId: text('provider_id').notNull(),
    accessToken: text('access_token'),
    refreshToken: text('refresh_token'),
    idToken: text('id_token'),
    accessTokenExpiresAt: instant('access_token_expires_at'),
    refreshTokenExpiresAt: instant('refresh_token_expires_at'),
    scope: text('scope'),
    password: text('password'),
    ...times,
  },
  (table) => [index('auth_accounts_user_id').on(table.userId)],
)

export const authVerifications = pgTable(
  'auth_verifications',
  {
    id: id(),
    identifier: text('identifier').notNull(),
    value: text('value').notNull(),
    expiresAt: instant('expires_at').notNull(),
    ...times,
  },
  (table) => [index('auth_verifications_identifier').on(table.identifier)],
)

/** Failed sign-ins per key within the window that began with the first of them. Keys are keyed hashes, not addresses. */
export const authSignInFailures = pgTable(
  'auth_sign_in_failures',
  {
    key: text('key').primaryKey(),
    failures: integer('failures').notNull(),
    windowEndsAt: instant('window_ends_at').notNull(),
  },
  (table) => [index('auth_sign_in_failures_window_ends_at').on(table.windowEndsAt)],
)

/** Requests per person and kind within the window that began with the first of them. */
export const authRequestCounts = pgTable(
  'auth_request_counts',
  {
    kind: text('kind').notNull(),
    userId: uuid('user_id').notNull(),
    requests: integer('requests').notNull(),
    windowEndsAt: instant('window_ends_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.kind, table.userId] }),
    index('auth_request_counts_window_ends_at').on(table.windowEndsAt),
  ],
)
