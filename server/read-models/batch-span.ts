/**
 * A projector's batch as an OpenTelemetry span, for whoever has registered a provider; without one it costs next to
 * nothing. There is one for a batch and not for a command, because a batch is folded and written as a whole.
 */
import { trace } from '@opentelemetry/api'
import type { Advance } from './advance.ts'

const tracer = trace.getTracer('passbook')

export const spanOfBatch = (
  { projector, after, upTo, readAt, foldedAt }: Advance,
  committedAt: number,
): void => {
  const span = tracer.startSpan(`project ${projector}`, {
    startTime: new Date(readAt),
    attributes: { 'passbook.projector': projector, 'passbook.after': after, 'passbook.up_to': upTo },
  })
  if (!span.isRecording()) return
  span.addEvent('folded', {}, new Date(foldedAt))
  span.end(new Date(committedAt))
}
