/** A command's spans, as they are handed to whoever has registered an OpenTelemetry provider, and to nobody else. */
import { type Span, type SpanContext, type SpanOptions, type Tracer, trace } from '@opentelemetry/api'
import { expect, it } from 'vitest'
import type { AnsweredBatch } from '../../server/command-bus/answered-batch.ts'
import { contextOf, exportSpans, spansOf } from '../../server/engine-room/command-spans.ts'
import { hiding } from '../../server/engine-room/hidden-fields.ts'

const commandId = '0192f0c0-0000-7000-8000-00000000000a'
const correlationId = '0192f0c0-0000-7000-8000-00000000000b'
const command = { name: 'transferMoney', commandId, metadata: { correlationId }, arrivedAt: 10, calledAt: 12 }
const batch = {
  commands: [command],
  outcomes: [{ outcome: 'accepted', version: 7, answer: {} }],
  times: { takenAt: 13, loadedAt: 14, decidedAt: 15, sentAt: 16, writtenAt: 20 },
  answeredAt: 21,
  announcedAt: 22,
} as unknown as AnsweredBatch

type Told = { name: string; parent: SpanContext | undefined; options: SpanOptions; end: unknown }

const tracerThat = (isRecording: boolean) => {
  const told: Told[] = []
  const tracer = {
    startSpan: (name: string, options: SpanOptions, parent?: Parameters<Tracer['startSpan']>[2]) => {
      const one: Told = { name, options, parent: parent && trace.getSpanContext(parent), end: undefined }
      told.push(one)
      return {
        isRecording: () => isRecording,
        spanContext: () => ({ traceId: '1'.repeat(32), spanId: '2'.repeat(16), traceFlags: 1 }),
        end: (at: unknown) => {
          one.end = at
        },
      } as Span
    },
  } as Tracer
  return { tracer, told }
}

it('has a span for every step, each beginning where the one before has ended', () => {
  const spans = spansOf(command, batch, 1_000)
  expect(spans.map(({ name, from, to }) => `${name} ${from}–${to}`)).toEqual([
    'request 1010–1012',
    'queue 1012–1013',
    'load 1013–1014',
    'decide 1014–1015',
    'send 1015–1016',
    'append 1016–1020',
    'answer 1020–1021',
    'wake 1021–1022',
  ])
})

it('has none for a request that there was not, nor for a wake-up that was not needed', () => {
  const spans = spansOf({ arrivedAt: undefined, calledAt: 12 }, { ...batch, announcedAt: undefined }, 0)
  expect(spans.map(({ name }) => name)).toEqual(['queue', 'load', 'decide', 'send', 'append', 'answer'])
})

it('exports a command in the trace of its correlation, linked with its batch', () => {
  const { tracer, told } = tracerThat(true)
  exportSpans(batch, tracer)
  expect(told.map(({ name }) => name).slice(0, 3)).toEqual(['batch', 'command transferMoney', 'request'])
  const own = told[1]!
  expect(own.parent).toEqual(contextOf(command as never))
  expect(own.parent?.traceId).toBe('0192f0c0000070008000' + '00000000000b')
  expect(own.options.links).toHaveLength(1)
  expect(told.every(({ end }) => end instanceof Date)).toBe(true)
})

it('makes one span and no more where nobody wants them', () => {
  const { tracer, told } = tracerThat(false)
  exportSpans(batch, tracer)
  expect(told.map(({ name }) => name)).toEqual(['batch'])
})

it('shows money as money, and nothing that an event type calls personal', () => {
  const money = { amountMinor: 1_050n, currency: 'USD' }
  expect(hiding({ money, email: 'alice@example.com', firstName: 'Alice', at: new Date(0) })).toEqual({
    money: { amount: '10.50', currency: 'USD' },
    email: '•••',
    firstName: '•••',
    at: '1970-01-01T00:00:00.000Z',
  })
})
