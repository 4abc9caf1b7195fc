/** What the environment says: the master key in two forms, the projection that may be inline, and sentences for what is neither. */
import { expect, it } from 'vitest'
import { ConfigError, loadConfig } from '../server/config.ts'

const env = { DATABASE_URL: 'postgres://localhost/bank', BETTER_AUTH_SECRET: 's'.repeat(32) }
const masterKey = (given?: string, more = {}) =>
  Buffer.from(loadConfig({ ...env, PASSBOOK_MASTER_KEY: given, ...more }).masterKey).toString('hex')

it.each([
  ['hex', '0123456789abcdef'.repeat(4)],
  ['hex in capitals', '0123456789ABCDEF'.repeat(4)],
  ['base64', Buffer.from('0123456789abcdef'.repeat(4), 'hex').toString('base64')],
])('is taken in %s', (_form, given) => expect(masterKey(given)).toBe('0123456789abcdef'.repeat(4)))

it('follows from the other secret when it is not given, and is not that secret', () => {
  const derived = masterKey()
  expect(derived).toMatch(/^[0-9a-f]{64}$/)
  expect(masterKey('')).toBe(derived)
  expect(masterKey(undefined, { BETTER_AUTH_SECRET: 't'.repeat(32) })).not.toBe(derived)
  expect(derived).not.toContain(Buffer.from('s'.repeat(8)).toString('hex'))
})

it.each(['short', 'g'.repeat(64), '0'.repeat(63), '0'.repeat(66), `${'A'.repeat(43)}`])(
  'refuses %s',
  (given) => {
    expect(() => masterKey(given)).toThrow(ConfigError)
    expect(() => masterKey(given)).toThrow(/^PASSBOOK_MASTER_KEY must be 32 bytes in hex or base64/)
  },
)

it('takes a read model that may be written with the log, and none other', () => {
  const inline = (given?: string) =>
    loadConfig({ ...env, PASSBOOK_INLINE_PROJECTION: given }).inlineProjection
  expect(inline('account-summaries')).toBe('account-summaries')
  expect(inline()).toBeNull()
  expect(inline('')).toBeNull()
  expect(() => inline('transactions')).toThrow(
    new ConfigError('PASSBOOK_INLINE_PROJECTION must be account-summaries, or not be given.'),
  )
})
