/** The ways of writing figures and dates that there are, and which of them somebody gets. */
export const locales = ['en-US', 'en-GB', 'de', 'fr', 'ja'] as const
export type Locale = (typeof locales)[number]

const FALLBACK: Locale = 'en-GB'

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
