/** Which pages are looked at, and as whom. An address of one's own account or transfer is found on the page before. */
import type { Page } from 'playwright'
import { DEMO_PASSWORD, demoCustomers, demoStaff } from '../../db/demo/people.ts'

export type Shown = {
  readonly name: string
  readonly path: string
  /** Follows the first link whose address begins so, from `path`; of several, one after the other. A `*` stands for anything. */
  readonly follow?: string | readonly string[]
  /** What comes after that address. */
  readonly further?: string
  /** Pressed, once the page is there. */
  readonly press?: string
  /** What is done on the page before it is looked at. */
  readonly steps?: (page: Page) => Promise<void>
  /** Loaded anew with a bank that answers no question any more, or not yet. */
  readonly bank?: 'fails' | 'is slow'
  /** Shown in the window and not as long as it is. */
  readonly isOverlay?: boolean
}

export type Viewer = {
  readonly name: string
  /** Nobody is signed in when there is none. */
  readonly email?: string
  readonly pages: readonly Shown[]
}

export const password = DEMO_PASSWORD

const emailOf = (role: string): string => demoStaff.find((person) => person.role === role)?.email ?? ''

/** A dialog that a button of an account opens. */
const dialog = (name: string, button: RegExp): Shown => ({
  ...{ name, path: '/staff/alerts', follow: '/staff/customers/', isOverlay: true },
  steps: async (page) => {
    await page.getByRole('button', { name: button }).first().click()
    await page.locator('dialog[open]').waitFor()
  },
})

const review = async (page: Page): Promise<void> => {
  await page.getByRole('radio', { name: 'Oak Street Homes' }).check()
  await page.getByRole('textbox', { name: 'Amount' }).fill('1,250.5')
  await page.getByLabel('What for').fill('New sofa')
  await page.getByRole('button', { name: 'Review' }).click()
  await page.getByRole('button', { name: /^Send / }).waitFor()
}

const counter: Shown[] = [
  { name: 'counter', path: '/staff' },
  { name: 'customer', path: '/staff/alerts', follow: '/staff/customers/' },
  { name: 'counter-account', path: '/staff', follow: '/staff/accounts/' },
  { name: 'reviews', path: '/staff/reviews' },
  { name: 'review', path: '/staff/reviews', follow: '/staff/reviews/' },
  { name: 'alerts', path: '/staff/alerts' },
  { name: 'dashboard', path: '/staff/dashboard' },
  { name: 'dashboard-tables', path: '/staff/dashboard?view=table' },
  { name: 'settings', path: '/staff/settings' },
]

const lastMonth = new Date(Date.now() - 40 * 86_400_000).toISOString().slice(0, 10)

export const viewers: readonly Viewer[] = [
  {
    name: 'nobody',
    pages: [
      { name: 'sign-in', path: '/sign-in' },
      { name: 'sign-up', path: '/sign-up' },
      { name: 'not-found', path: '/nowhere' },
    ],
  },
  {
    name: 'customer',
    email: demoCustomers[0].email,
    pages: [
      { name: 'overview', path: '/' },
      { name: 'engine-room', path: '/engine-room' },
      { name: 'engine-room-log', path: '/engine-room/log?type=MoneyDeposited' },
      { name: 'engine-room-flow', path: '/engine-room/flow' },
      { name: 'engine-room-consistency', path: '/engine-room/consistency' },
      { name: 'engine-room-projections', path: '/engine-room/projections' },
      { name: 'engine-room-replay', path: '/engine-room/replay' },
      { name: 'engine-room-processes', path: '/engine-room/processes' },
      { name: 'engine-room-proof', path: '/engine-room/proof' },
      { name: 'engine-room-break-it', path: '/engine-room/break-it' },
      { name: 'engine-room-source', path: '/engine-room/source?file=server/read-models/runner.ts' },
      { name: 'palette', path: '/', press: 'Control+k' },
      { name: 'shortcuts', path: '/', press: '?' },
      { name: 'account', path: '/', follow: '/accounts/' },
      { name: 'account-line', path: '/', follow: '/accounts/*?tx=', isOverlay: true },
      { name: 'activity', path: '/activity' },
      { name: 'account-settings', path: '/', follow: '/accounts/', further: '/settings' },
      { name: 'account-as-it-was', path: '/', follow: '/accounts/', further: `?at=${lastMonth}` },
      { name: 'transfer-form', path: '/transfer' },
      {
        name: 'transfer-mistakes',
        path: '/transfer',
        steps: (page) => page.getByRole('button', { name: 'Review' }).click(),
      },
      { name: 'transfer-review', path: '/transfer', steps: review },
      { name: 'transfer-status', path: '/payees', follow: ['/payees/', '/accounts/*?tx=', '/transfers/'] },
      { name: 'payees', path: '/payees' },
      { name: 'payee', path: '/payees', follow: '/payees/' },
      { name: 'requests', path: '/requests' },
      { name: 'request', path: '/requests', follow: '/requests/0' },
      { name: 'request-form', path: '/requests/new' },
      { name: 'scheduled', path: '/scheduled' },
      { name: 'scheduled-orders', path: '/scheduled?view=orders&status=all' },
      { name: 'scheduled-calendar', path: '/scheduled?view=calendar' },
      { name: 'scheduled-order', path: '/scheduled', follow: '/scheduled/' },
      { name: 'notifications', path: '/notifications' },
      { name: 'insights', path: '/insights' },
      { name: 'insights-tables', path: '/insights?view=tables&months=6' },
      { name: 'statements', path: '/statements' },
      { name: 'statement', path: '/statements', follow: '/statements/' },
      { name: 'open-account', path: '/open-account' },
      { name: 'settings', path: '/settings' },
      { name: 'overview-slow', path: '/', bank: 'is slow' },
      { name: 'overview-fails', path: '/', bank: 'fails' },
      { name: 'account-fails', path: '/', follow: '/accounts/', bank: 'fails' },
      { name: 'transfer-fails', path: '/transfer', bank: 'fails' },
      { name: 'scheduled-fails', path: '/scheduled', bank: 'fails' },
      { name: 'insights-fails', path: '/insights', bank: 'fails' },
      { name: 'statements-fails', path: '/statements', bank: 'fails' },
    ],
  },
  {
    name: 'teller',
    email: emailOf('teller'),
    pages: [
      ...counter,
      dialog('deposit', /^Deposit/),
      dialog('freeze', /^Freeze/),
      dialog('close-account', /^Close: /),
      { name: 'dashboard-fails', path: '/staff/dashboard', bank: 'fails' },
    ],
  },
  { name: 'approver', email: emailOf('approver'), pages: counter },
  {
    name: 'auditor',
    email: emailOf('auditor'),
    pages: [...counter, { name: 'audit', path: '/staff/audit' }],
  },
]

export const sizes = {
  phone: { width: 390, height: 844 },
  tablet: { width: 820, height: 1180 },
  desktop: { width: 1280, height: 900 },
} as const

export const schemes = ['light', 'dark'] as const
