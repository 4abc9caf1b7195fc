/** How much is read at a time, of what more than one place asks for in the same words. */

/** One page: nobody has more. */
export const MOST_ACCOUNTS = 200
export const MOST_HELD = 100
export const RECENT_TRANSFERS = 50
export const UPCOMING_READ = 200
export const REQUESTS_READ = 20
/** Enough that a standing order that has failed lately is among them. */
export const NEWEST_READ = 20
export const PAYEES_READ = 200
