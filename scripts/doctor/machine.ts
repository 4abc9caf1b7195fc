/** The machine around the bank: its configuration, its disk, its port, and a browser for the tests. */
import { existsSync, statfsSync } from 'node:fs'
import { checkEnvironment } from '../bank/environment.ts'
import { otherParts } from '../bank/leases.mjs'
import { listenerOn, portOf, whyTaken } from '../bank/ports.mjs'
import { dataDir, root } from '../root.mjs'
import { say } from '../sentence.mjs'
import { findChromium } from '../test/browser.ts'
import { type Finding, note, well, wrong } from './finding.ts'

const ENOUGH_MEGABYTES = 1_000

export const configurationFinding = (): Finding => {
  try {
    checkEnvironment(process.env)
    return well(process.env.DATABASE_URL ? 'DATABASE_URL is used' : 'the embedded database is used')
  } catch (error) {
    return wrong(say(error), 'set or unset that variable')
  }
}

export const diskFinding = (): Finding => {
  const { bavail, bsize } = statfsSync(existsSync(dataDir) ? dataDir : root)
  const free = Math.floor((bavail * bsize) / 1_000_000)
  const text = `${free} MB free`
  return free < ENOUGH_MEGABYTES
    ? wrong(text, `make room: ${ENOUGH_MEGABYTES} MB are good to have`)
    : well(text)
}

export const portFinding = async (): Promise<Finding> => {
  const port = portOf(process.env)
  const ours = otherParts().find((part) => part.mode !== 'worker' && part.port === port)
  if (ours) return well(`${port} is used by this bank, which is running (process ${ours.pid})`)
  const code = await whyTaken(port)
  if (!code) return well(`${port} is free`)
  const who = listenerOn(port)
  return wrong(
    code === 'EACCES'
      ? `${port} may only be used by root`
      : `${port} is taken${who ? ` by ${who.name} (process ${who.pid})` : ''}`,
    `choose another one, for example PORT=${port + 1} npm start`,
  )
}

export const browserFinding = async (): Promise<Finding> => {
  const found = await findChromium()
  return found
    ? well(`${found.path} (${found.source})`)
    : note('no Chromium', 'npm test installs one; or name one in PASSBOOK_CHROMIUM')
}
