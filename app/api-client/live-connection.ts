/** Live updates in a real browser: tRPC's subscription, the person's other tabs, and the answers on display. */
import type { QueryClient } from '@tanstack/react-query'
import { api, type Me } from './api.ts'
import { httpStatusOf } from './failures.ts'
import { createLive, type Live, type StreamEvents } from './live.ts'
import { refreshOlder } from './refresh-older.ts'

export const startLive = ({ userId, role }: Me, queryClient: QueryClient, onDoubt: () => void): Live => {
  const name = `passbook.live.${userId}`
  return createLive({
    open: openStream,
    channel: new BroadcastChannel(name),
    // Missing where a page is neither from this machine nor came over HTTPS.
    alone: navigator.locks
      ? (hold, signal) => {
          navigator.locks.request(name, { signal }, hold).catch(() => undefined)
        }
      : undefined,
    refresh: (news) => refreshOlder(queryClient, news),
    refreshAll: () => queryClient.invalidateQueries({ queryKey: ['bank'] }),
    onDoubt,
    concerns: role === 'customer' ? 'own' : 'everybody',
    isVisible: () => document.visibilityState === 'visible',
  })
}

const openStream = (lastEventId: string | undefined, events: StreamEvents) => {
  const input = lastEventId === undefined ? {} : { lastEventId }
  const subscription = api.projections.watch.subscribe(input, {
    onData: ({ id, data }) => events.onUpdate(id, data),
    onConnectionStateChange: ({ state, error }) => {
      if (state === 'connecting' && error) events.onInterrupted()
    },
    onComplete: () => events.onEnded(undefined),
    onError: (error) => events.onEnded(httpStatusOf(error)),
  })
  return () => subscription.unsubscribe()
}
