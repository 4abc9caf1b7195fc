/**
 * The functions that pages of the engine room point to, as `path#name`. Only these files can be read through the bank.
 * Whoever explains something adds its line; a name that its file does not have fails the tests.
 */
export const explained = [
  // Projections
  'server/read-models/runner.ts#drain',
  'server/read-models/pause.ts#pauseProjectors',
  'server/read-models/rebuild/carry-out.ts#carryOut',
  'server/read-models/rebuild/compare.ts#compareWithLive',
  'server/read-models/rebuild/replace.ts#replaceLive',
  'server/read-models/dead-letters/resolve.ts#retryDeadLetter',
  'server/engine-room/rows-beside-events.ts#rowsMadeBy',
  // Processes and jobs
  'server/worker/process-runner.ts#createProcessRunner',
  'server/read-models/queues.ts#createBoss',
  // Replay
  'server/event-store/fold.ts#stepsOf',
  'server/event-store/snapshots.ts#nearestState',
  'server/engine-room/replay.ts#findInFilm',
  'server/engine-room/reenact.ts#reenact',
  // Log
  'server/read-models/audit-trail/filter.ts#positionsStatement',
  'server/domain/upcast.ts#upcast',
  'server/read-models/audit-trail/causation.ts#causationOf',
  // Flow
  'app/engine-room/flow/send-transfer.tsx#SendTransfer',
  'server/trpc/commands.ts#commandProcedure',
  'server/command-bus/command-bus.ts#createCommandBus',
  'server/command-bus/batch.ts#decideBatch',
  'server/event-store/append.ts#appendEncoded',
  'server/read-models/wake-up.ts#coalesce',
  'server/read-models/fold-batch.ts#foldBatch',
  'server/read-models/wait.ts#createVersionWatch',
  'app/engine-room/flow/timeline.ts#layOut',
  // Consistency lab
  'app/api-client/consistency-lab/run-lanes.ts#runLanes',
  'server/trpc/account-balance.ts#balanceFromReadModel',
  'server/trpc/account-balance.ts#balanceFromWriteSide',
  'app/api-client/pending-overlay.ts#layOver',
  'app/api-client/live.ts#createLive',
  'server/read-models/inline.ts#createInlineProjector',
  // Proof
  'server/event-store/seals/seals.ts#sealLog',
  'server/event-store/seals/verify.ts#verifyLog',
  'server/engine-room/forgery.ts#forge',
  // Break it
  'server/fault-injection/watch.ts#createFaultWatch',
  'server/fault-injection/projecting.ts#interfereWithProjectors',
  'server/fault-injection/projecting.ts#throwingOnDemand',
  'server/fault-injection/killing.ts#killOnDemand',
  'server/fault-injection/clearing.ts#houseWithFaults',
  'server/fault-injection/cutting.ts#cutOnDemand',
  'server/read-models/commit-batch.ts#commitBatch',
  'server/read-models/patience.ts#applyPatiently',
  'server/worker/sweep.ts#createSweep',
  'server/worker/handing-in.ts#createHandingIn',
  'server/command-bus/process-batch.ts#createBatchProcessor',
  'server/engine-room/log-audit.ts#createLogAudit',
  'server/engine-room/projection-check.ts#checkProjections',
  'app/api-client/give-command.ts#untilAnswered',
] as const

export type Explained = (typeof explained)[number]
