/**
 * The headers that every answer carries, whoever made it. Pages get a Content-Security-Policy with a nonce of their own;
 * everything else may load nothing at all.
 */
import { randomBytes } from 'node:crypto'

export type SecurityPolicy = { readonly https: boolean; readonly development: boolean }

export const newNonce = (): string => randomBytes(18).toString('base64')

const deniedFeatures = ['camera', 'microphone', 'geolocation', 'payment', 'usb', 'browsing-topics']

export const commonHeaders = ({ https }: SecurityPolicy): Record<string, string> => ({
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'same-origin',
  'Permissions-Policy': deniedFeatures.map((feature) => `${feature}=()`).join(', '),
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  ...(https && { 'Strict-Transport-Security': 'max-age=31536000; includeSubDomains' }),
})

/** For data, files and errors: nothing in them is ever to be run, loaded or framed. */
export const dataPolicy = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"

export const pagePolicy = (nonce: string, { https, development }: SecurityPolicy): string =>
  [
    "default-src 'self'",
    // React's development build makes its stack traces with eval.
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ''}`,
    // Style elements need the nonce; the dev server adds its own without one, which a nonce in the list would forbid.
    `style-src 'self' ${development ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    // Mantine hands sizes to its components in style attributes. They cannot load or run anything.
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self'${development ? ' ws: wss:' : ''}`,
    "manifest-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    ...(https ? ['upgrade-insecure-requests'] : []),
  ].join('; ')
