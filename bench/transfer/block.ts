/** Transfers over many accounts and into one hot one: Passbook beside plain tables. */
import type { Effort, Progress, Score } from '../contestant.ts'
import { compare } from '../measure.ts'
import type { BenchServer } from '../server.ts'
import { passbook } from './passbook.ts'
import { forUpdate, oneStatement, plainTables } from './plain-tables.ts'

/** `Few` with few callers, the others with many. */
export type TransferResult = {
  readonly uniform: Score
  readonly hot: Score
  readonly crudForUpdate: Score
  readonly crudStatement: Score
  readonly crudForUpdateHot: Score
  readonly crudHot: Score
  readonly uniformFew: Score
  readonly hotFew: Score
  readonly crudForUpdateFew: Score
  readonly crudStatementFew: Score
  readonly crudForUpdateHotFew: Score
  readonly crudHotFew: Score
}

export const runTransfer = async (
  server: BenchServer,
  effort: Effort,
  onProgress: Progress,
): Promise<TransferResult> => {
  const { few, many, accounts } = effort
  const trialMs = effort.roundMs / 3
  onProgress('opening accounts')
  const ours = await passbook(await server.createBankDatabase('transfer_passbook'), accounts)
  onProgress('trying pool sizes')
  const locking = await plainTables(await server.createDatabase('transfer_for_update'), accounts, {
    name: 'Plain tables, FOR UPDATE',
    move: forUpdate,
    trialMs,
    callers: many,
  })
  const clever = await plainTables(await server.createDatabase('transfer_statement'), accounts, {
    name: 'Plain tables, one statement',
    move: oneStatement,
    trialMs,
    callers: many,
  })
  const all = [ours, locking, clever]
  const contestants = {
    uniform: ours.contestant(many, 'uniform'),
    crudForUpdate: locking.contestant(many, 'uniform'),
    crudStatement: clever.contestant(many, 'uniform'),
    hot: ours.contestant(many, 'hot'),
    crudForUpdateHot: locking.contestant(many, 'hot'),
    crudHot: clever.contestant(many, 'hot'),
    uniformFew: ours.contestant(few, 'uniform'),
    crudForUpdateFew: locking.contestant(few, 'uniform'),
    crudStatementFew: clever.contestant(few, 'uniform'),
    hotFew: ours.contestant(few, 'hot'),
    crudForUpdateHotFew: locking.contestant(few, 'hot'),
    crudHotFew: clever.contestant(few, 'hot'),
  }
  try {
    const scores = await compare(Object.values(contestants), effort, onProgress)
    for (const { check } of all) await check()
    const names = Object.keys(contestants)
    return Object.fromEntries(names.map((name, index) => [name, scores[index]])) as TransferResult
  } finally {
    for (const { close } of all) await close()
  }
}
