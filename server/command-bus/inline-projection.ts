/**
 * A projection that is written in the append's own transaction: whoever is told that a command is accepted can read
 * what it has changed. How it is done is not the bus's business; that it never fails a command is what it relies on.
 */
import { appendEncoded, type EncodedBatch, type Queryable } from '../event-store/append.ts'

export type InlineProjection = {
  /**
   * Called in the transaction, right after its append, while the log's lock is held. Answers what is to be called when
   * all is committed. Whatever goes wrong but the loss of the connection, the transaction can go on, and the read model
   * is as it was.
   */
  readonly project: (
    tx: Queryable,
    written: { readonly after: number; readonly upTo: number },
  ) => Promise<() => void>
}

/** Appends and projects in `transaction`, and answers what the append answers. */
export const appendWithProjection = async (
  encoded: EncodedBatch,
  follows: string | undefined,
  inline: InlineProjection,
  transaction: <T>(work: (tx: Queryable) => Promise<T>) => Promise<T>,
): Promise<number> => {
  const { base, committed } = await transaction(async (tx) => {
    const after = await appendEncoded(tx, encoded, follows)
    return { base: after, committed: await inline.project(tx, { after, upTo: after + encoded.length }) }
  })
  committed()
  return base
}

/** For a transaction that others will commit: what is to be called then is kept until somebody says so. */
export const deferred = (
  inline: InlineProjection,
): { readonly projection: InlineProjection; readonly committed: () => void } => {
  const waiting: (() => void)[] = []
  return {
    projection: {
      project: async (tx, written) => {
        waiting.push(await inline.project(tx, written))
        return () => undefined
      },
    },
    committed: () => {
      for (const call of waiting.splice(0)) call()
    },
  }
}
