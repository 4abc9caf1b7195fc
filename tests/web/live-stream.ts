/** Reads a stream of live updates as a browser would: event by event, and to its end. */
import { createParser, type EventSourceMessage } from 'eventsource-parser'
import type { LiveUpdate } from '../../server/read-models/live-updates.ts'
import type { Client } from './client.ts'

export type LiveStream = {
  readonly status: number
  readonly headers: Headers
  /** The next event of any kind; undefined when the stream has ended. */
  readonly event: () => Promise<EventSourceMessage | undefined>
  /** The next update; throws when something else comes. */
  readonly update: () => Promise<LiveUpdate & { id: string }>
  /** Reads on until an update holds what is asked for. */
  readonly updateWith: (isIt: (update: LiveUpdate) => boolean) => Promise<LiveUpdate & { id: string }>
  /** Everything that still comes, until the server ends the stream. */
  readonly rest: () => Promise<EventSourceMessage[]>
  /** Goes away without a word. */
  readonly close: () => void
}

export const openStream = async (client: Client, lastEventId?: string): Promise<LiveStream> => {
  const gone = new AbortController()
  const response = await client.fetch('/api/trpc/projections.watch', {
    signal: gone.signal,
    headers: lastEventId === undefined ? {} : { 'last-event-id': lastEventId },
  })
  const received: EventSourceMessage[] = []
  const parser = createParser({ onEvent: (event) => received.push(event) })
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()

  const event = async (): Promise<EventSourceMessage | undefined> => {
    while (received.length === 0) {
      const { done, value } = await reader.read()
      if (done) return undefined
      parser.feed(value)
    }
    const next = received.shift()
    return next?.event === 'connected' || next?.event === 'ping' ? event() : next
  }
  const update = async () => {
    const next = await event()
    if (!next || next.event) throw new Error(`There is no update: ${JSON.stringify(next)}`)
    return { ...(JSON.parse(next.data) as LiveUpdate), id: next.id ?? '' }
  }
  return {
    status: response.status,
    headers: response.headers,
    event,
    update,
    updateWith: async (isIt) => {
      let next = await update()
      while (!isIt(next)) next = await update()
      return next
    },
    rest: async () => {
      const all: EventSourceMessage[] = []
      for (let next = await event(); next; next = await event()) all.push(next)
      return all
    },
    close: () => gone.abort(),
  }
}
