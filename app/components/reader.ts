/**
 * How somebody reads, as far as the server has to know it: so that the figures that it draws are written as the page will
 * write them. What the browser asks for with every request must do, and the bank's zone, unless it says otherwise in a cookie.
 */
import { type Locale, localeFor, locales } from './locale.ts'

export type Reader = {
  readonly locale: Locale
  /** Undefined: the bank's. */
  readonly timeZone: string | undefined
}

export const READER_COOKIE = 'passbook.reader'

/** Empty when there is nothing to say. */
export const writeReader = ({ locale, timeZone }: Partial<Reader>): string =>
  locale || timeZone ? `${locale ?? ''}:${encodeURIComponent(timeZone ?? '')}` : ''

/** Whatever a request brings along: what cannot be understood is as if it had not been said. */
export const readReader = (cookies: string | undefined, acceptLanguage: string | undefined): Reader => {
  const said = new RegExp(`(?:^|;)\\s*${READER_COOKIE.replace('.', '\\.')}=([^;:]*):([^;]*)`).exec(
    cookies ?? '',
  )
  const locale = locales.find((known) => known === said?.[1])
  return {
    locale: locale ?? localeFor(languagesIn(acceptLanguage)),
    timeZone: said?.[2] ? zoneCalled(said[2]) : undefined,
  }
}

/** `de;q=0.8, en-GB` → en-GB, de */
const languagesIn = (accepted = ''): string[] =>
  accepted
    .split(',')
    .map((one) => {
      const [language = '', ...parameters] = one.split(';').map((part) => part.trim())
      const weight = parameters.find((parameter) => parameter.startsWith('q='))
      return { language, weight: weight === undefined ? 1 : Number(weight.slice(2)) || 0 }
    })
    .toSorted((a, b) => b.weight - a.weight)
    .map(({ language }) => language)

const zoneCalled = (encoded: string): string | undefined => {
  try {
    const timeZone = decodeURIComponent(encoded)
    new Intl.DateTimeFormat('en', { timeZone })
    return timeZone
  } catch {
    return undefined
  }
}
