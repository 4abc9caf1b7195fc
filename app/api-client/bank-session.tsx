'use client'

/**
 * Who is signed in, and everything that lives as long as that: the pending overlay, the sender, the confirmation watch.
 * Whoever is drawn with a session can rely on a person; nobody signed in, or the wrong role, is sent where they belong.
 */
import { useQueryClient } from '@tanstack/react-query'
import {
  createContext,
  type ReactNode,
  startTransition,
  useContext,
  useEffect,
  useEffectEvent,
  useState,
} from 'react'
import { showFailedTransfer } from '../components/notices.tsx'
import { sayHowOneReads, timeZoneOf } from '../components/preferences.ts'
import { api, type Me } from './api.ts'
import { createConfirmation } from './confirmation.ts'
import type { OrderLookUp } from './consistent-read.ts'
import { giveOrder, lookUpOrder } from './give-order.ts'
import type { Live } from './live.ts'
import { startLive } from './live-connection.ts'
import { createOverlayStore, type OverlayStore } from './overlay-store.ts'
import type { TransferOrder } from './pending-overlay.ts'
import { readUpTo } from './read-up-to.ts'
import { createSender } from './send-transfer.ts'
import { shownReadModels } from './shown-read-models.ts'
import { endSession, leaveForSignIn } from './sign-in.ts'

export type BankSession = {
  readonly me: Me
  /** In which times are told to this person. */
  readonly timeZone: string
  /** By whose calendar days the bank books. */
  readonly bankTimeZone: string
  readonly store: OverlayStore
  readonly lookUp: OrderLookUp
  readonly confirmation: ReturnType<typeof createConfirmation>
  /** What the bank pushes. */
  readonly live: Live
  /** Puts the order on display and sends it. Giving the same one twice sends it once. */
  readonly send: (order: TransferOrder) => void
  readonly sendAgain: (transferId: string) => void
  readonly signOut: () => Promise<boolean>
}

const BankSessionContext = createContext<BankSession | null>(null)

export const useBankSession = (): BankSession => {
  const session = useContext(BankSessionContext)
  if (!session) throw new Error('useBankSession belongs below BankSessionProvider')
  return session
}

/** Reads what is at hand, so that a page finds it when it is first drawn. Must come to its end soon. */
export type Prepare = (session: BankSession) => Promise<unknown> | undefined

export function BankSessionProvider({
  who,
  prepare,
  children,
}: {
  /** Undefined while nobody is known to be signed in here. */
  who: { readonly me: Me; readonly bankTimeZone: string } | undefined
  prepare?: Prepare | undefined
  children: (session: BankSession | null) => ReactNode
}) {
  const queryClient = useQueryClient()
  const [session, setSession] = useState<BankSession | null>(null)
  const prepared = useEffectEvent((opened: BankSession) => prepare?.(opened))

  useEffect(() => {
    if (!who) return
    const { me, bankTimeZone } = who
    sayHowOneReads(bankTimeZone)
    const store = createOverlayStore({
      storageKey: `passbook.pending.${me.userId}`,
      storage: window.sessionStorage,
      channel: new BroadcastChannel(`passbook.pending.${me.userId}`),
      onChangedElsewhere: (version) => void readUpTo(queryClient, version).catch(() => undefined),
      onSignedOutElsewhere: () => {
        window.sessionStorage.clear()
        queryClient.clear()
        window.location.replace('/sign-in')
      },
    })

    const send = createSender({
      store,
      give: giveOrder,
      onFailed: showFailedTransfer,
      onSignedOut: leaveForSignIn,
    })

    let isSigningOut = false
    const live = startLive(me, queryClient, () => {
      // Whoever is about to leave has no need to find out why the bank has ended the stream.
      if (!isSigningOut) void queryClient.invalidateQueries({ queryKey: ['session'] })
    })

    const confirmation = createConfirmation({
      store,
      live,
      positions: async () => {
        const { data } = await api.projections.versions.query({})
        const shown = data.filter(({ name }) => shownReadModels.has(name))
        return {
          position: Math.min(...shown.map(({ position }) => position)),
          head: Math.max(0, ...data.map(({ head }) => head)),
        }
      },
      refresh: (version) => readUpTo(queryClient, version),
    })

    const signOut = async (): Promise<boolean> => {
      isSigningOut = true
      if (await endSession()) {
        isSigningOut = false
        return false
      }
      store.signOut()
      // Drafts and ids that were kept for this person.
      window.sessionStorage.clear()
      queryClient.clear()
      window.location.replace('/sign-in')
      return true
    }

    // What a reload has cut short is sent again, with the same ids; so it is when the line comes back.
    const sendUnanswered = () => {
      for (const { transferId } of store.inFlight()) if (store.isOwn(transferId)) void send(transferId)
    }
    sendUnanswered()
    window.addEventListener('online', sendUnanswered)
    window.addEventListener('pagehide', store.leave)

    const opened: BankSession = {
      me,
      // Asked for anew by whoever draws, so that another choice needs no new session.
      get timeZone() {
        return timeZoneOf(bankTimeZone)
      },
      bankTimeZone,
      store,
      lookUp: lookUpOrder,
      confirmation,
      live,
      send: (order) => {
        if (store.begin(order)) void send(order.transferId)
      },
      sendAgain: (transferId) => {
        store.adopt(transferId)
        void send(transferId)
      },
      signOut,
    }
    let isClosed = false
    const show = () => {
      // A whole page is drawn with it: in slices, so that whoever presses something meanwhile is not kept waiting.
      if (!isClosed) startTransition(() => setSession(opened))
    }
    const preparing = prepared(opened)
    if (preparing) void preparing.then(show, show)
    else show()

    return () => {
      isClosed = true
      window.removeEventListener('online', sendUnanswered)
      window.removeEventListener('pagehide', store.leave)
      confirmation.stop()
      live.close()
      store.close()
      setSession(null)
    }
  }, [who, queryClient])

  return <BankSessionContext value={session}>{children(session)}</BankSessionContext>
}
