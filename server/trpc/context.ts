/** What a procedure is handed: who asks, what the request hangs together by, and the parts of the bank it may use. */
import type { Sql } from '../../db/client.ts'
import type { ForgetCustomer } from '../auth/forgetting.ts'
import type { RequestLimit } from '../auth/request-limit.ts'
import type { Sessions, SignedIn } from '../auth/sessions.ts'
import type { DemoUser } from '../auth/users.ts'
import type { CommandBus } from '../command-bus/command-bus.ts'
import type { FlowSources } from '../engine-room/command-flow.ts'
import type { Invariants } from '../engine-room/invariants.ts'
import type { SynchronousBus } from '../engine-room/synchronous-bus.ts'
import type { RateSource } from '../rates/rate-source.ts'
import type { LiveUpdates } from '../read-models/live-updates.ts'
import type { VersionWatch } from '../read-models/wait.ts'

/** What is the same for every request. */
export type Services = {
  readonly bus: Pick<CommandBus, 'execute'>
  /** For the engine room: commands whose commit brings a read model along. */
  readonly synchronousBus: Pick<SynchronousBus, 'open' | 'execute'>
  readonly sql: Sql
  readonly versions: Pick<VersionWatch, 'waitForVersion'>
  readonly live: Pick<LiveUpdates, 'watch'>
  readonly rates: RateSource
  /** What the bus did last, for the engine room. */
  readonly recording: Pick<FlowSources, 'recorder' | 'advances'>
  /** What must hold whatever goes wrong, as far as somebody looks. */
  readonly invariants: Invariants
  /** Has the read models go on without waiting for the next commit or sweep. Returns at once. */
  readonly wakeProjectors: () => void
  readonly sessions: Pick<Sessions, 'endOf'>
  readonly bank: { readonly demo: boolean; readonly timeZone: string }
  readonly forgetCustomer: ForgetCustomer
  /** For whoever asks whose an account is. */
  readonly nameChecks: RequestLimit
  /** For customers who look an account up by its number. */
  readonly numberLookups: RequestLimit
  /** For whoever has prices named, which stay in the log. */
  readonly quotes: RequestLimit
  readonly demoUsers: () => Promise<DemoUser[]>
}

/** Few keys, because tRPC copies them one by one, several times a call. */
export type Context = {
  readonly services: Services
  readonly signedIn: SignedIn | null
  readonly correlationId: string
  /** When the request began (`performance.now()`); unknown for questions that a page is drawn with. */
  readonly arrivedAt?: number
}
