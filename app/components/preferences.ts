/**
 * What a person has chosen for this browser: how figures and dates are written, in which zone times are told, and whether
 * single keys do something. Kept by the browser and not by the bank, as one reads differently on different machines.
 */
import { thisPage } from '../this-page.ts'
import { type Locale, localeFor, locales } from './locale.ts'
import { READER_COOKIE, type Reader, readReader, writeReader } from './reader.ts'

/** The zone of this device, or the one by which the bank books. */
export type Zone = 'device' | 'bank'

export type Preferences = {
  /** Null: whatever the browser asks for. */
  readonly locale: Locale | null
  readonly zone: Zone
  readonly hasShortcuts: boolean
}

const STORAGE_KEY = 'passbook.preferences'
export const usualPreferences: Preferences = { locale: null, zone: 'device', hasShortcuts: true }

const isLocale = (value: unknown): value is Locale => locales.some((locale) => locale === value)

/** Whatever was kept, by whatever version of the page: what cannot be understood is as if it had not been chosen. */
export const readPreferences = (kept: string | null): Preferences => {
  try {
    const { locale, zone, hasShortcuts } = JSON.parse(kept ?? '{}') as Record<string, unknown>
    return {
      locale: isLocale(locale) ? locale : null,
      zone: zone === 'bank' ? 'bank' : 'device',
      hasShortcuts: hasShortcuts !== false,
    }
  } catch {
    return usualPreferences
  }
}

const isBrowser = typeof window !== 'undefined'

const readKept = (): Preferences => {
  try {
    return isBrowser ? readPreferences(window.localStorage.getItem(STORAGE_KEY)) : usualPreferences
  } catch {
    return usualPreferences
  }
}

let current = readKept()
const listeners = new Set<() => void>()

export const preferences = (): Preferences => current

export const currentLocale = (): Locale =>
  current.locale ?? (isBrowser ? localeFor(window.navigator.languages) : readerOfThisPage().locale)

/** In which zone times are told. */
export const timeZoneOf = (bankTimeZone: string): string =>
  (isBrowser ? zoneHere() : readerOfThisPage().timeZone) ?? bankTimeZone

const zoneHere = (): string | undefined =>
  current.zone === 'bank' ? undefined : Intl.DateTimeFormat().resolvedOptions().timeZone

// The first of these questions takes a browser many milliseconds, so it is asked in a moment of its own.
if (isBrowser) setTimeout(zoneHere)

const readers = new WeakMap<object, Reader>()
const readerOfThisPage = (): Reader => {
  const page = thisPage()
  if (!page) return readReader(undefined, undefined)
  const { cookie, acceptLanguage } = page.headers
  const reader = readers.get(page) ?? readReader(cookie, acceptLanguage)
  readers.set(page, reader)
  return reader
}

const COOKIE_LASTS_S = 365 * 24 * 60 * 60
let zoneOfBank: string | undefined

/**
 * Lets the server write the next page's first figures as this browser writes them. Nothing is said that the server takes
 * for granted: the language that is asked for with every request, and the bank's zone.
 */
export const sayHowOneReads = (bankTimeZone: string): void => {
  zoneOfBank = bankTimeZone
  const timeZone = zoneHere()
  const said = writeReader({
    ...(current.locale && { locale: current.locale }),
    ...(timeZone !== bankTimeZone && { timeZone }),
  })
  const known = document.cookie.split('; ').find((cookie) => cookie.startsWith(`${READER_COOKIE}=`))
  if (said === (known?.slice(READER_COOKIE.length + 1) ?? '')) return
  const secure = window.location.protocol === 'https:' ? '; Secure' : ''
  const lasts = `Max-Age=${said ? COOKIE_LASTS_S : 0}`
  // biome-ignore lint/suspicious/noDocumentCookie: the other way of setting one is not to be had over plain HTTP
  document.cookie = `${READER_COOKIE}=${said}; Path=/; ${lasts}; SameSite=Lax${secure}`
}

export const setPreferences = (changes: Partial<Preferences>): void => {
  current = { ...current, ...changes }
  try {
    if (isBrowser) window.localStorage.setItem(STORAGE_KEY, JSON.stringify(current))
  } catch {
    // A browser that keeps nothing: it holds as long as the page does.
  }
  if (isBrowser && zoneOfBank !== undefined) sayHowOneReads(zoneOfBank)
  for (const listener of listeners) listener()
}

export const onPreferences = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
