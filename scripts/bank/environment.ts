/**
 * The complete environment of the web and the worker. Checked before anything is started: what is wrong with it is
 * said in the words of the server's own configuration.
 */
import { keptMasterKey, keptSessionSecret } from '../../db/embedded/secrets.ts'
import { loadConfig } from '../../server/config.ts'

export type Mode = 'start' | 'dev' | 'web' | 'worker'
type Environment = NodeJS.ProcessEnv

export const isMode = (value: string): value is Mode => ['start', 'dev', 'web', 'worker'].includes(value)

export const usesEmbedded = (env: Environment): boolean => !env.DATABASE_URL

/** Throws ConfigError. */
export const checkEnvironment = (env: Environment): void => {
  loadConfig(
    usesEmbedded(env)
      ? withEmbedded(env, 'postgres://embedded', { session: 'x'.repeat(64), master: '0'.repeat(64) })
      : env,
  )
}

export const completeEnvironment = (
  env: Environment,
  mode: Mode,
  databaseUrl: string,
  dataDir: string,
): NodeJS.ProcessEnv => ({
  ...(usesEmbedded(env)
    ? withEmbedded(env, databaseUrl, {
        session: keptSessionSecret(dataDir),
        master: keptMasterKey(dataDir),
      })
    : env),
  NODE_ENV: mode === 'dev' ? 'development' : 'production',
})

/** A bank of one's own is a demo bank with a kept secret, unless the environment says otherwise. */
const withEmbedded = (
  env: Environment,
  databaseUrl: string,
  kept: { readonly session: string; readonly master: string },
) => ({
  ...env,
  DATABASE_URL: databaseUrl,
  BETTER_AUTH_SECRET: env.BETTER_AUTH_SECRET || kept.session,
  PASSBOOK_MASTER_KEY: env.PASSBOOK_MASTER_KEY || kept.master,
  PASSBOOK_DEMO: env.PASSBOOK_DEMO || '1',
})
