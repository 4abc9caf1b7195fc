/** Where the bank hears what currencies are worth: an interface, so that the market behind it can be any. */
import type { Rates } from '../domain/exchange/rates.ts'

export type RateSource = {
  /**
   * The market as it was at an instant: the newest rates that are not later. The same instant always has the same rates.
   * `undefined` before the source's first ones. Throws when it cannot be reached.
   */
  readonly ratesAt: (at: Date) => Promise<Rates | undefined>
}
