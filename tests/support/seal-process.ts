/** A process of its own that seals the log once, to be killed in the middle of it: `node seal-process.ts <database url>`. */
import { connect } from '../../db/client.ts'
import { sealLog } from '../../server/event-store/seals/seals.ts'

const [url] = process.argv.slice(2) as [string]
const { sql, close } = connect(url, { applicationName: 'sealing', max: 1 })
await sealLog(sql)
await close()
