/** For how long a transfer can be called back: chosen per transfer, and by each customer for what they send. */
import { z } from 'zod'

export const MAX_UNDO_SECONDS = 60

export const undoSecondsSchema = z
  .int('must be a whole number of seconds')
  .min(0, 'must be at least 0')
  .max(MAX_UNDO_SECONDS, `must be at most ${MAX_UNDO_SECONDS}`)
