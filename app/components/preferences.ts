/**
 * What a person has chosen for this browser: how figures and dates are written, in which zone times are told, and whether
 * single keys do something. Kept by the browser and not by the bank, as one reads differently on different machines.
 */
import { useSyncExternalStore } from 'react'

export const locales = ['en-US', 'en-GB', 'de', 'fr', 'ja'] as const
export type Locale = (typeof locales)[number]
/** The zone of this device, or the one by which the bank books. */
export type Zone = 'device' | 'bank'

export type Preferences = {
  /** Null: whatever the browser asks for. */
  readonly locale: Locale | null
  readonly zone: Zone
  readonly hasShortcuts: boolean
}

const STORAGE_KEY = 'passbook.preferences'
const FALLBACK: Locale = 'en-GB'
const usual: Preferences = { locale: null, zone: 'device', hasShortcuts: true }

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
    return usual
  }
}

/** The first of the browser's languages that there are formats for: `de-AT` is written as `de`. */
export const localeFor = (languages: readonly string[]): Locale => {
  for (const language of languages) {
    const exact = locales.find((locale) => locale.toLowerCase() === language.toLowerCase())
    if (exact) return exact
    const [base = ''] = language.toLowerCase().split('-')
    const near = locales.find((locale) => locale === base)
    if (near) return near
    // English of the other countries counts days before months, as in Britain.
    if (base === 'en') return language.toLowerCase() === 'en' ? 'en-US' : FALLBACK
  }
  return FALLBACK
}

// The server writes no figures and no dates: what it renders is the frame around them.
const isBrowser = typeof window !== 'undefined'

const readKept = (): Preferences => {
  try {
    return isBrowser ? readPreferences(window.localStorage.getItem(STORAGE_KEY)) : usual
  } catch {
    return usual
  }
}

let current = readKept()
const listeners = new Set<() => void>()

export const preferences = (): Preferences => current

export const currentLocale = (): Locale =>
  current.locale ?? (isBrowser ? localeFor(window.navigator.languages) : FALLBACK)

/** In which zone times are told. */
export const timeZoneOf = (bankTimeZone: string): string =>
  current.zone === 'bank' || !isBrowser ? bankTimeZone : Intl.DateTimeFormat().resolvedOptions().timeZone

export const setPreferences = (changes: Partial<Preferences>): void => {
  current = { ...current, ...changes }
  try {
    if (isBrowser) window.localStorage.setItem(STORAGE_KEY, JSON.stringify(current))
  } catch {
    // A browser that keeps nothing: it holds as long as the page does.
  }
  for (const listener of listeners) listener()
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const usePreferences = (): Preferences => useSyncExternalStore(subscribe, preferences, () => usual)
