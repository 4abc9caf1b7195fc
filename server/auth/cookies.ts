/**
 * The names and attributes of better-auth's cookies. Over HTTPS they carry the `__Host-` prefix, which makes the browser
 * insist on Secure, Path=/ and no Domain; over plain HTTP (localhost) browsers refuse that prefix, so it is left out.
 */
const cookieKeys = ['session_token', 'session_data', 'account_data', 'dont_remember'] as const

export const isHttps = (publicUrl: string) => publicUrl.startsWith('https://')

const nameOf = (publicUrl: string, key: (typeof cookieKeys)[number]) =>
  `${isHttps(publicUrl) ? '__Host-' : ''}passbook.${key}`

export const sessionCookieName = (publicUrl: string) => nameOf(publicUrl, 'session_token')

export const cookieOptions = (publicUrl: string) =>
  Object.fromEntries(
    cookieKeys.map((key) => [
      key,
      {
        name: nameOf(publicUrl, key),
        attributes: { httpOnly: true, sameSite: 'lax' as const, path: '/', secure: isHttps(publicUrl) },
      },
    ]),
  )

/** One cookie's value as it stands in the Cookie header, or `undefined`. */
export const readCookie = (header: string | undefined, name: string): string | undefined => {
  if (!header) return undefined
  for (const pair of header.split(';')) {
    const equals = pair.indexOf('=')
    if (equals > 0 && pair.slice(0, equals).trim() === name) return pair.slice(equals + 1).trim()
  }
  return undefined
}
