/** The entry point of the web process. */
import { runWebProcess } from './process.ts'

await runWebProcess()
