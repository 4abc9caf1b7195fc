/** Structured logs on standard error. Nothing personal belongs in them: ids yes, names, amounts and addresses no. */
import { pino } from 'pino'

/** Of an error, what says where it came from. The values it happened on (a query's parameters, a row) stay out. */
export const describeFault = (error: unknown, depth = 0): object => {
  if (!(error instanceof Error)) return { type: typeof error }
  const { code, constraint_name } = error as { code?: unknown; constraint_name?: unknown }
  return {
    type: error.name,
    ...(code !== undefined && { code }),
    ...(constraint_name !== undefined && { constraint: constraint_name }),
    message: withoutValues(error.message),
    at: error.stack?.split('\n').filter((line) => /^\s+at /.test(line)),
    ...(error.cause !== undefined && depth < 3 && { cause: describeFault(error.cause, depth + 1) }),
  }
}

// Drizzle puts a query's parameters into its message, below the statement.
const withoutValues = (message: string): string =>
  message.replace(/\nparams:.*$/s, '').replace(/[^\s"'`(<=]+@[^\s"'`)>]+/g, '[email]')

export const log = pino(
  {
    level: process.env.LOG_LEVEL ?? 'info',
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: (error: unknown) => describeFault(error) },
  },
  pino.destination({ dest: 2, sync: true }),
)
