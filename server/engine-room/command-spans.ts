/**
 * A command's way through the web process as spans, in the order in which they follow each other: what the page shows,
 * and what is exported to OpenTelemetry once somebody has registered a provider.
 *
 * All commands that hang together are one trace, whose id is their correlation id; and a command's spans have in every
 * process the same parent, made of the command's id. So nothing has to be handed from one process to the other.
 */
import { ROOT_CONTEXT, type SpanContext, TraceFlags, type Tracer, trace } from '@opentelemetry/api'
import type { AnsweredBatch } from '../command-bus/answered-batch.ts'
import type { WaitingCommand } from '../command-bus/command.ts'
import { instantOf } from '../read-models/advance.ts'

export const spanNames = ['request', 'queue', 'load', 'decide', 'send', 'append', 'answer', 'wake'] as const
export type SpanName = (typeof spanNames)[number]

/** Instants in milliseconds since 1970, with a fraction. */
export type CommandSpan = { name: SpanName; from: number; to: number }

/** What makes instants of readings of the clock about this one. */
export const offsetAt = (reading: number): number => instantOf(reading) - reading

/** `offset` makes instants of the batch's readings of the clock. */
export const spansOf = (
  command: Pick<WaitingCommand, 'arrivedAt' | 'calledAt'>,
  { times, answeredAt, announcedAt }: Pick<AnsweredBatch, 'times' | 'answeredAt' | 'announcedAt'>,
  offset: number,
): CommandSpan[] => {
  const { takenAt, loadedAt, decidedAt, sentAt, writtenAt } = times
  const marks: readonly (readonly [SpanName, number | undefined, number | undefined])[] = [
    ['request', command.arrivedAt, command.calledAt],
    ['queue', command.calledAt, takenAt],
    ['load', takenAt, loadedAt],
    ['decide', loadedAt, decidedAt],
    ['send', decidedAt, sentAt],
    ['append', sentAt, writtenAt],
    ['answer', writtenAt, answeredAt],
    ['wake', answeredAt, announcedAt],
  ]
  return marks.flatMap(([name, from, to]) =>
    from === undefined || to === undefined ? [] : [{ name, from: from + offset, to: to + offset }],
  )
}

/** Where a command's spans belong, in whatever process they are made. */
export const contextOf = ({
  commandId,
  metadata,
}: Pick<WaitingCommand, 'commandId' | 'metadata'>): SpanContext => ({
  traceId: metadata.correlationId.replaceAll('-', ''),
  spanId: commandId.replaceAll('-', '').slice(-16),
  traceFlags: TraceFlags.SAMPLED,
  isRemote: true,
})

/** Hands a batch and its commands on. Whether they are wanted is asked once for all of them, so nobody waits for it. */
export const exportSpans = (batch: AnsweredBatch, tracer: Tracer = trace.getTracer('passbook')): void => {
  const { commands, outcomes, times, answeredAt } = batch
  const offset = offsetAt(times.takenAt)
  const instant = (reading: number) => new Date(reading + offset)
  const whole = tracer.startSpan('batch', {
    root: true,
    startTime: instant(times.takenAt),
    attributes: { 'passbook.commands': commands.length },
  })
  if (!whole.isRecording()) return
  for (const [index, command] of commands.entries()) {
    const parent = trace.setSpanContext(ROOT_CONTEXT, contextOf(command))
    const span = tracer.startSpan(
      `command ${command.name}`,
      {
        startTime: instant(command.arrivedAt ?? command.calledAt),
        links: [{ context: whole.spanContext() }],
        attributes: {
          'passbook.command_id': command.commandId,
          'passbook.outcome': outcomes[index]?.outcome ?? '',
        },
      },
      parent,
    )
    const within = trace.setSpan(parent, span)
    for (const { name, from, to } of spansOf(command, batch, offset))
      tracer.startSpan(name, { startTime: new Date(from) }, within).end(new Date(to))
    span.end(instant(answeredAt))
  }
  whole.end(instant(answeredAt))
}
