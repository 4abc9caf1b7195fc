/**
 * Starts the bank and keeps it running: build, database, migrations, demo bank, web and worker; then waits for the
 * wish to stop and ends them in the opposite order. Whatever goes wrong is one sentence, an exit code other than 0, and
 * nothing left running.
 */
import { join } from 'node:path'
import { migrate } from '../../db/migrate.ts'
import { dataDir, logsDir, root } from '../root.mjs'
import { Sentence, say } from '../sentence.mjs'
import { createSteps } from '../steps.mjs'
import { announce } from './announce.ts'
import { ensureBuild } from './build.ts'
import { type Child, keepRunning } from './child.ts'
import { openDatabase } from './database.ts'
import { fillDemo } from './demo.ts'
import { checkEnvironment, completeEnvironment, isMode, type Mode, usesEmbedded } from './environment.ts'
import { claimBank, type Part } from './leases.mjs'
import { portOf } from './ports.mjs'
import { restartOnChanges } from './source-watch.ts'
import { listenForStop, unless } from './stop-signal.ts'

type Plan = {
  readonly builds: boolean
  readonly parts: ReadonlyArray<'web' | 'worker'>
  /** A whole bank keeps the terminal for people; a single process writes to its output, as a container wants it. */
  readonly logsToFiles: boolean
}

const plans: Readonly<Record<Mode, Plan>> = {
  start: { builds: true, parts: ['web', 'worker'], logsToFiles: true },
  dev: { builds: false, parts: ['web', 'worker'], logsToFiles: false },
  web: { builds: true, parts: ['web'], logsToFiles: false },
  worker: { builds: false, parts: ['worker'], logsToFiles: false },
}

const stop = listenForStop()
const steps = createSteps()
/** What has to be ended, in the order in which it was started. */
const running: Array<() => Promise<void> | void> = []
/** What the database complains of is the reason for everything else that goes wrong. */
let trouble: () => string | null = () => null

const run = async (mode: Mode): Promise<void> => {
  const plan = plans[mode]
  const part: Part = { mode, port: portOf(process.env), embedded: usesEmbedded(process.env) }
  checkEnvironment(process.env)
  if (part.embedded && (mode === 'start' || mode === 'dev')) claim(part)

  // 1. The embedded database comes up while the build is made, or found to be fresh; whether somebody else's server is
  // there is known before a build that would be in vain.
  const database = openDatabase({ part, url: process.env.DATABASE_URL, note: steps.note })
  const opening = steps.begin('Database', database.open)
  trouble = database.trouble
  running.push(async () => {
    await opening.done.catch(() => undefined)
    await database.release()
  })
  if (!part.embedded) await unless(stop.wished, opening.shown())
  if (plan.builds) await unless(stop.wished, steps.step('Build', build))
  if (part.embedded) await unless(stop.wished, opening.shown())

  // 2. Its content.
  const env = () => completeEnvironment(process.env, mode, database.url(), dataDir)
  await unless(
    stop.wished,
    steps.step('Migrations', () => migrated(database.url())),
  )
  if (env().PASSBOOK_DEMO === '1') {
    await unless(
      stop.wished,
      steps.step('Demo bank', (doing) => fillDemo(env(), doing, stop.wished)),
    )
  }

  // 3. The processes that work on it.
  const givenUp = Promise.withResolvers<never>()
  // It may come before anybody waits for it.
  givenUp.promise.catch(() => undefined)
  const children = plan.parts.map((name) => startChild(name, plan, env, givenUp.reject))
  // They drain side by side; what they work on goes after them.
  running.push(async () => {
    await Promise.all(children.map(({ child }) => child.stop(stop.hurried)))
  })
  for (const { step } of children) await unless(stop.wished, step.shown())
  const restartAll = () => void Promise.all(children.map(({ child }) => child.restart()))
  if (mode === 'dev') running.push(restartOnChanges(['server', 'db'], restartAll))
  running.push(database.watch({ onMoved: restartAll, onGivenUp: givenUp.reject }))

  if (plan.parts.includes('web')) await announce(env(), plan.logsToFiles, steps.note)
  await unless(stop.wished, givenUp.promise)
}

const claim = (part: Part): void => {
  const { release, holder } = claimBank(part)
  if (!release) {
    throw new Sentence(
      `Passbook is already running in this folder (process ${holder.pid}, http://localhost:${holder.port}): use that one, or stop it first.`,
    )
  }
  running.push(release)
}

const build = async (doing: (text: string) => void): Promise<string> =>
  (await ensureBuild({ distDir: '.next', doing, signal: stop.wished })) ? 'built' : 'up to date'

const migrated = async (url: string): Promise<string> => {
  const { applied } = await migrate(url)
  return applied.length > 0 ? `${applied.length} applied` : 'up to date'
}

const startChild = (
  name: 'web' | 'worker',
  plan: Plan,
  env: () => NodeJS.ProcessEnv,
  onGivenUp: (reason: Sentence) => void,
): { child: Child; step: ReturnType<typeof steps.begin> } => {
  const child = keepRunning({
    name,
    // The variables are for tests of the supervision, which put something smaller in their place.
    entry: process.env[`PASSBOOK_${name.toUpperCase()}_ENTRY`] ?? join(root, 'server', name, 'main.ts'),
    env,
    logFile: plan.logsToFiles ? join(logsDir, `${name}.log`) : null,
    onDeath: steps.note,
    onGivenUp,
  })
  const step = steps.begin(name === 'web' ? 'Web' : 'Worker', async () => {
    await child.ready
    return 'running'
  })
  return { child, step }
}

const endAll = async (): Promise<void> => {
  for (const end of running.reverse()) await end()
}

const main = async (): Promise<number> => {
  const [mode = 'start'] = process.argv.slice(2)
  if (!isMode(mode)) throw new Sentence(`There is no "${mode}": use start, dev, web or worker.`)
  try {
    await run(mode)
    return 0
  } catch (error) {
    if (!stop.wished.aborted) {
      process.stderr.write(`${trouble() ?? say(error)}\n`)
      return 1
    }
    steps.hush()
    steps.note('Stopping…')
    return 0
  } finally {
    await endAll()
    if (stop.wished.aborted) steps.note('Stopped.')
  }
}

process.exit(
  await main().catch((error: unknown) => {
    process.stderr.write(`${say(error)}\n`)
    return 1
  }),
)
