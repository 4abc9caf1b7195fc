/** What a statement says of itself: which event has closed its month, and by which hash that event can be told. */
import type { ExportedStatement } from './contents.ts'

type Told = Pick<ExportedStatement, 'status' | 'proofs' | 'isProved' | 'version'>

/** One sentence after the other. An open month says that it is one. */
export const proofSentences = ({ status, proofs, isProved, version }: Told): string[] => [
  ...(status === 'open'
    ? [`This month is still open: these are its entries so far, as of version ${version} of the bank's log.`]
    : []),
  ...proofs.map(
    ({ position, streamId, streamPosition, at, hash }) =>
      `Closed by event #${position} of the bank's log (no. ${streamPosition} of ${streamId}) at ${at}, ` +
      `proved by its SHA-256 ${hash}.`,
  ),
  isProved
    ? 'Opening, entries and closing balance add up.'
    : 'The entries do not add up to this closing balance: please ask the bank.',
]
