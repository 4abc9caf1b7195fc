/** Transfers over many accounts and into one hot one: Passbook beside plain tables. */
import type { Effort, Progress, Score } from '../contestant.ts'
import { compare } from '../measure.ts'
import type { BenchServer } from '../server.ts'
import { passbook } from './passbook.ts'
import { forUpdate, oneStatement, plainTables } from './plain-tables.ts'

/** `Few` with 64 callers, the others with 512. */
export type TransferResult = {
  readonly uniform: Score
  readonly hot: Score
  readonly crudForUpdate: Score
  readonly crudStatement: Score
  readonly crudHot: Score
  readonly uniformFew: Score
  readonly hotFew: Score
  readonly crudForUpdateFew: Score
  readonly crudStatementFew: Score
  readonly crudHotFew: Score
}

const MANY = 512
const FEW = 64

export const runTransfer = async (
  server: BenchServer,
  effort: Effort,
  onProgress: Progress,
  accounts = 10_000,
): Promise<TransferResult> => {
  const trialMs = effort.roundMs / 3
  onProgress('opening accounts')
  const ours = await passbook(await server.createBankDatabase('transfer_passbook'), accounts)
  onProgress('trying pool sizes')
  const locking = await plainTables(await server.createDatabase('transfer_for_update'), accounts, {
    name: 'Plain tables, FOR UPDATE',
    move: forUpdate,
    trialMs,
  })
  const clever = await plainTables(await server.createDatabase('transfer_statement'), accounts, {
    name: 'Plain tables, one statement',
    move: oneStatement,
    trialMs,
  })
  const all = [ours, locking, clever]
  const contestants = {
    uniform: ours.contestant(MANY, 'uniform'),
    crudForUpdate: locking.contestant(MANY, 'uniform'),
    crudStatement: clever.contestant(MANY, 'uniform'),
    hot: ours.contestant(MANY, 'hot'),
    crudHot: clever.contestant(MANY, 'hot'),
    uniformFew: ours.contestant(FEW, 'uniform'),
    crudForUpdateFew: locking.contestant(FEW, 'uniform'),
    crudStatementFew: clever.contestant(FEW, 'uniform'),
    hotFew: ours.contestant(FEW, 'hot'),
    crudHotFew: clever.contestant(FEW, 'hot'),
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
