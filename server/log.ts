/** Structured logs on standard error. Nothing personal belongs in them: ids yes, names, amounts and addresses no. */
import { pino } from 'pino';

export const log = pino(
  { level: process.env.LOG_LEVEL ?? 'info', base: null, timestamp: pino.stdTimeFunctions.isoTime },
  pino.destination({ dest: 2, sync: true }),
);
