/** What `execute` throws when a command has neither been accepted nor rejected. */

/** The same command id has been used by this actor with other content. */
export class CommandIdReused extends Error {
  override name = 'CommandIdReused'
}

/** Other writers were first, again and again. Nothing was written. */
export class CommandConflict extends Error {
  override name = 'CommandConflict'
}

/** Too many commands are waiting; this one was not taken. */
export class BusBusy extends Error {
  override name = 'BusBusy'
  readonly retryAfterSeconds: number = 1
}

/** A stream of the command is so long that loading it takes longer than a caller should wait. It goes on meanwhile. */
export class HistoryIsLong extends BusBusy {
  override name = 'HistoryIsLong'
  override readonly retryAfterSeconds = 2
}

/** The bus is shutting down; this command was not taken. */
export class BusStopped extends Error {
  override name = 'BusStopped'
  readonly retryAfterSeconds = 1
}

/** The database could not be reached. The same command id may be tried again: it is applied once or not at all. */
export class OutcomeUnknown extends Error {
  override name = 'OutcomeUnknown'
  readonly retryAfterSeconds = 2
}
