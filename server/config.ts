/**
 * The environment, parsed once. Every problem is one sentence that names the variable; nothing else in the server
 * reads `process.env`.
 */
import { hkdfSync } from 'node:crypto'
import { z } from 'zod'

export class ConfigError extends Error {
  override name = 'ConfigError'
}

export type Config = {
  readonly port: number
  readonly databaseUrl: string
  /** Signs session cookies; at least 32 characters. */
  readonly authSecret: string
  /** 32 bytes; customers' own keys are encrypted under it. */
  readonly masterKey: Uint8Array
  /** The one before it, while it is being changed. */
  readonly formerMasterKey: Uint8Array | undefined
  /** The public origin, without a trailing slash. */
  readonly publicUrl: string
  readonly demo: boolean
  /** Business dates (month end, limits per day) are in this zone. */
  readonly bankTimeZone: string
  /** The read model that is written together with the log; null for none. */
  readonly inlineProjection: InlineProjectionName | null
  readonly development: boolean
  /** Where the build of the pages stands, from the project's folder. */
  readonly distDir: string
}

/** Those that may be: one row for an account, small enough for everybody who appends to wait for. */
const inlineProjections = ['account-summaries'] as const
export type InlineProjectionName = (typeof inlineProjections)[number]

const timeZone = z.string().refine((zone) => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false
  }
}, 'must be an IANA time zone such as Europe/Berlin')

const aMasterKey = z
  .string()
  .regex(
    /^([0-9a-f]{64}|[A-Za-z0-9+/]{43}=)$/i,
    'must be 32 bytes in hex or base64 (try `openssl rand -hex 32`)',
  )
  .optional()

const environment = z.object({
  PORT: z.coerce
    .number({ error: 'must be a number' })
    .int('must be a whole number')
    .min(0, 'must be at least 0')
    .max(65535, 'must be at most 65535')
    .default(3000),
  DATABASE_URL: z
    .string({ error: 'is missing: give the address of a Postgres 15 or newer, or use npm start without it' })
    .regex(/^postgres(ql)?:\/\//, 'must start with postgres:// or postgresql://'),
  BETTER_AUTH_SECRET: z
    .string({
      error:
        'is missing: with DATABASE_URL it must be given (32 characters or more; try `openssl rand -hex 32`)',
    })
    .min(32, 'must have at least 32 characters (try `openssl rand -hex 32`)'),
  PASSBOOK_MASTER_KEY: aMasterKey,
  PASSBOOK_MASTER_KEY_FORMER: aMasterKey,
  BETTER_AUTH_SECRET_FORMER: z.string().min(32, 'must have at least 32 characters').optional(),
  BETTER_AUTH_URL: z
    .url({ protocol: /^https?$/, error: 'must be an http:// or https:// address' })
    .optional(),
  PASSBOOK_DEMO: z.enum(['0', '1'], { error: 'must be 1 or 0' }).default('0'),
  BANK_TIME_ZONE: timeZone.default('UTC'),
  PASSBOOK_INLINE_PROJECTION: z
    .enum(inlineProjections, { error: `must be ${inlineProjections.join(' or ')}, or not be given` })
    .optional(),
  NODE_ENV: z.string().default('production'),
  PASSBOOK_DIST_DIR: z.string().default('.next'),
})

/** Throws {@link ConfigError}. An empty variable counts as not given. */
export const loadConfig = (env: Record<string, string | undefined> = process.env): Config => {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const result = environment.safeParse(given)
  if (!result.success) {
    const [issue] = result.error.issues
    throw new ConfigError(`${issue?.path.join('.')} ${issue?.message}.`)
  }
  const parsed = result.data
  return {
    port: parsed.PORT,
    databaseUrl: parsed.DATABASE_URL,
    authSecret: parsed.BETTER_AUTH_SECRET,
    masterKey: masterKeyOf(parsed),
    formerMasterKey: formerMasterKeyOf(parsed),
    publicUrl: new URL(parsed.BETTER_AUTH_URL ?? `http://localhost:${parsed.PORT}`).origin,
    demo: parsed.PASSBOOK_DEMO === '1',
    bankTimeZone: parsed.BANK_TIME_ZONE,
    inlineProjection: parsed.PASSBOOK_INLINE_PROJECTION ?? null,
    development: parsed.NODE_ENV === 'development',
    distDir: parsed.PASSBOOK_DIST_DIR,
  }
}

type Secrets = { readonly PASSBOOK_MASTER_KEY?: string | undefined; readonly BETTER_AUTH_SECRET: string }

/** Not given, it follows from the other secret, which must then never be changed: see docs/personal-data.md. */
export const masterKeyOf = ({
  PASSBOOK_MASTER_KEY: given,
  BETTER_AUTH_SECRET: secret,
}: Secrets): Uint8Array =>
  given
    ? Buffer.from(given, given.length === 64 ? 'hex' : 'base64')
    : Buffer.from(hkdfSync('sha256', secret, '', 'passbook master key', 32))

type FormerSecrets = {
  readonly PASSBOOK_MASTER_KEY_FORMER?: string | undefined
  readonly BETTER_AUTH_SECRET_FORMER?: string | undefined
}

/** Given itself, or by the secret that it followed from. An empty variable counts as not given. */
export const formerMasterKeyOf = ({
  PASSBOOK_MASTER_KEY_FORMER: given,
  BETTER_AUTH_SECRET_FORMER: secret = '',
}: FormerSecrets): Uint8Array | undefined =>
  given || secret ? masterKeyOf({ PASSBOOK_MASTER_KEY: given, BETTER_AUTH_SECRET: secret }) : undefined
