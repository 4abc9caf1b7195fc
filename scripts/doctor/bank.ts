/** The bank itself: its database, the migrations, and how far the read models have come. */

import { existsSync } from 'node:fs'
import { connect, type Database } from '../../db/client.ts'
import { bankHome } from '../../db/embedded/place.ts'
import { findPostmaster, pgdata } from '../../db/embedded/postmaster.ts'
import { pendingMigrations } from '../../db/migrate.ts'
import {
  type ProjectionVersion,
  projectionVersions,
  workerConnected,
} from '../../server/read-models/health.ts'
import { openDatabase } from '../bank/database.ts'
import { usesEmbedded } from '../bank/environment.ts'
import { otherParts } from '../bank/leases.mjs'
import { dataDir } from '../root.mjs'
import { say } from '../sentence.mjs'
import { type Check, type Finding, note, well, wrong } from './finding.ts'

type Look = (name: string, check: Check) => Promise<void>

/** An embedded server that is not running is started for the look at it, and stopped again. */
export const databaseFindings = async (look: Look): Promise<void> => {
  const embedded = usesEmbedded(process.env)
  if (embedded && !existsSync(pgdata(bankHome(dataDir)))) {
    return look('Postgres', () => note('no bank yet', 'npm start makes one'))
  }
  const wasRunning = !embedded || findPostmaster(bankHome(dataDir)) !== null
  const server = openDatabase({
    part: { mode: 'doctor', port: 0, embedded },
    url: process.env.DATABASE_URL,
    note: () => undefined,
  })
  let isOpen = false
  await look('Postgres', async () => {
    try {
      const description = await server.open(() => undefined)
      isOpen = true
      return well(`${description}${wasRunning ? '' : ', not running and able to'}`)
    } catch (error) {
      return wrong(
        say(error),
        embedded
          ? undefined
          : 'see to that server, or correct DATABASE_URL; without it the embedded one is used',
      )
    }
  })
  if (!isOpen) return
  const database = connect(server.url(), { applicationName: 'doctor', max: 1 })
  try {
    let complete = false
    await look('Migrations', async () => {
      const pending = await pendingMigrations(database.url)
      complete = pending.length === 0
      return complete ? well('all applied') : note(`${pending.length} not applied`, 'npm start applies them')
    })
    if (complete) await look('Projections', () => projections(database))
  } finally {
    await database.close()
    await server.release()
  }
}

/** What stands still on purpose, what is put aside, and how far all others have come: each has a remedy of its own. */
const projections = async ({ sql }: Database): Promise<Finding[]> => {
  const { data } = await projectionVersions(sql)
  const paused = data.filter(({ pausedAt }) => pausedAt !== null)
  const parked = data.filter((projection) => projection.parked > 0)
  const moving = data.filter(({ pausedAt }) => pausedAt === null)
  return [
    ...paused.map((projection) =>
      note(
        `${projection.name} is paused since ${projection.pausedAt}, ${behind(projection)}`,
        `npm run bank -- projections resume ${projection.name}`,
      ),
    ),
    ...parked.map(({ name, parked }) =>
      wrong(
        `${name} has put aside ${events(parked)}`,
        `npm run bank -- dead-letters list --projector ${name}`,
      ),
    ),
    ...(moving.length > 0 ? [await progress(sql, moving, paused.length > 0)] : []),
  ]
}

const progress = async (
  sql: Database['sql'],
  moving: readonly ProjectionVersion[],
  othersArePaused: boolean,
): Promise<Finding> => {
  const furthest = moving.reduce((a, b) => (b.lag > a.lag ? b : a))
  if (furthest.lag === 0)
    return well(`all${othersArePaused ? ' others' : ''} at the log's head, ${furthest.head}`)
  const text = `${furthest.name} is ${behind(furthest)}`
  if (await workerConnected(sql)) return note(text, 'the worker is catching up; look again in a moment')
  const expected = otherParts().some((part) => part.mode !== 'web')
  return expected
    ? wrong(`${text} and no worker is connected`, 'see .data/logs/worker.log, then start again')
    : note(text, 'npm start, or npm run worker, lets it catch up')
}

const events = (count: number): string => `${count} ${count === 1 ? 'event' : 'events'}`
const behind = ({ lag, head }: ProjectionVersion): string => `${events(lag)} behind the log's head, ${head}`
