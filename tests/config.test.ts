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

it('has a former one, given itself or by the secret that it followed from, or none', () => {
  const former = (more: object) => {
    const key = loadConfig({ ...env, ...more }).formerMasterKey
    return key && Buffer.from(key).toString('hex')
  }
  expect(former({})).toBeUndefined()
  expect(former({ PASSBOOK_MASTER_KEY_FORMER: '', BETTER_AUTH_SECRET_FORMER: '' })).toBeUndefined()
  expect(former({ PASSBOOK_MASTER_KEY_FORMER: '12'.repeat(32) })).toBe('12'.repeat(32))
  expect(former({ BETTER_AUTH_SECRET_FORMER: env.BETTER_AUTH_SECRET })).toBe(masterKey())
  expect(() => former({ PASSBOOK_MASTER_KEY_FORMER: 'short' })).toThrow(
    /^PASSBOOK_MASTER_KEY_FORMER must be 32 bytes in hex or base64/,
  )
  expect(() => former({ BETTER_AUTH_SECRET_FORMER: 'short' })).toThrow(ConfigError)
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
