/**
 * Where the pending overlay lives: in this tab's memory, told to this person's other tabs, and kept over a reload in
 * the tab's own session storage until it is confirmed or the person signs out.
 *
 * The store also keeps the floor: the version below which no answer may come on display any more, because a transfer of
 * that version has already left the overlay.
 */
import {
  emptyOverlay,
  type Failure,
  type HeldFor,
  isInFlight,
  merge,
  type Overlay,
  type PendingState,
  type PendingTransfer,
  type TransferOrder,
  without,
} from './pending-overlay.ts'

type Message =
  | { type: 'hello' }
  | { type: 'news'; entry: PendingTransfer }
  | { type: 'forgotten'; transferId: string }
  | { type: 'changed'; version: number }
  | { type: 'signed-out' }

/** The part of BroadcastChannel that the store needs. */
export type Channel = {
  postMessage(message: unknown): void
  addEventListener(type: 'message', listener: (event: { data: unknown }) => void): void
  close(): void
}

export type OverlayStore = ReturnType<typeof createOverlayStore>

export const createOverlayStore = ({
  storageKey,
  storage,
  channel,
  now = () => new Date(),
  onSignedOutElsewhere = () => {},
  onChangedElsewhere = () => {},
}: {
  storageKey: string
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>
  channel: Channel
  now?: () => Date
  onSignedOutElsewhere?: () => void
  /** Another tab has changed something, and perhaps nothing that the bank pushes news of. */
  onChangedElsewhere?: (version: number) => void
}) => {
  let isClosed = false
  let overlay: Overlay = emptyOverlay
  let floor = 0
  /** Entries that this tab began and therefore sends; other tabs' entries are only shown here. */
  const own = new Set<string>()
  /** Late news of these is no news: without this a slow tab could bring a confirmed transfer back to life. */
  const settled = new Set<string>()
  const listeners = new Set<() => void>()

  const tell = (message: Message) => {
    // Somebody may still be waiting for an answer when the page is already being left.
    if (!isClosed) channel.postMessage(message)
  }

  const publish = (next: Overlay) => {
    if (next === overlay) return
    overlay = next
    const kept = overlay.filter((entry) => own.has(entry.transferId) && entry.state.status !== 'failed')
    if (kept.length > 0) storage.setItem(storageKey, JSON.stringify(kept))
    else storage.removeItem(storageKey)
    for (const listener of listeners) listener()
  }

  const take = (entry: PendingTransfer): boolean => {
    if (settled.has(entry.transferId)) return false
    const before = overlay
    publish(merge(overlay, entry))
    return overlay !== before
  }

  const changeState = (transferId: string, state: PendingState) => {
    const known = overlay.find((entry) => entry.transferId === transferId)
    if (!known) return
    const entry = { ...known, state }
    if (take(entry)) tell({ type: 'news', entry })
  }

  const forget = (transferIds: ReadonlySet<string>) => {
    if (transferIds.size === 0) return
    for (const transferId of transferIds) settled.add(transferId)
    publish(without(overlay, transferIds))
  }

  channel.addEventListener('message', ({ data }) => {
    if (isClosed) return
    // Only this store, in this person's tabs, writes to the channel.
    const message = data as Message
    switch (message.type) {
      case 'hello':
        for (const entry of overlay) tell({ type: 'news', entry })
        return
      case 'news':
        take(message.entry)
        return
      case 'forgotten':
        forget(new Set([message.transferId]))
        return
      case 'changed':
        floor = Math.max(floor, message.version)
        onChangedElsewhere(message.version)
        return
      case 'signed-out':
        empty()
        onSignedOutElsewhere()
        return
    }
  })

  const empty = () => {
    own.clear()
    publish(emptyOverlay)
    storage.removeItem(storageKey)
  }

  const restored = readStored(storage.getItem(storageKey))
  for (const entry of restored) {
    own.add(entry.transferId)
    // Whether the answer came while the page was away cannot be known: the sender asks again with the same ids.
    take(entry.state.status === 'accepted' ? entry : { ...entry, state: { status: 'unknown' } })
  }
  tell({ type: 'hello' })

  return {
    snapshot: (): Overlay => overlay,
    subscribe: (listener: () => void) => {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
    find: (transferId: string) => overlay.find((entry) => entry.transferId === transferId),
    isOwn: (transferId: string) => own.has(transferId),

    /** Puts a transfer on display. False when it already is: then somebody has sent it before. */
    begin: (order: TransferOrder): boolean => {
      if (settled.has(order.transferId) || overlay.some(({ transferId }) => transferId === order.transferId))
        return false
      const entry: PendingTransfer = { ...order, state: { status: 'sending' } }
      own.add(order.transferId)
      take(entry)
      tell({ type: 'news', entry })
      return true
    },
    sending: (transferId: string) => changeState(transferId, { status: 'sending' }),
    unknown: (transferId: string) => changeState(transferId, { status: 'unknown' }),
    accepted: (transferId: string, version: number, heldFor?: HeldFor | null) =>
      changeState(transferId, {
        status: 'accepted',
        version,
        acceptedAt: now().toISOString(),
        ...(heldFor !== undefined && { heldFor }),
      }),
    failed: (transferId: string, failure: Failure) => changeState(transferId, { status: 'failed', failure }),

    /** Lets this tab send what another one began and may have left behind. */
    adopt: (transferId: string) => {
      own.add(transferId)
    },
    /** Tells the other tabs that nobody here waits for an answer any more. After a reload this tab sends it again. */
    leave: () => {
      for (const entry of overlay)
        if (own.has(entry.transferId) && entry.state.status === 'sending')
          tell({ type: 'news', entry: { ...entry, state: { status: 'unknown' } } })
    },

    /** Takes a failed transfer away, once its message has been read. */
    dismiss: (transferId: string) => {
      forget(new Set([transferId]))
      tell({ type: 'forgotten', transferId })
    },
    /** Drops these: every answer on display holds them. Other tabs see to their own displays. */
    confirmed: (transferIds: ReadonlySet<string>) => forget(transferIds),

    inFlight: (): PendingTransfer[] => overlay.filter(isInFlight),
    floor: () => floor,
    raiseFloor: (version: number) => {
      floor = Math.max(floor, version)
    },
    /** What this tab has done is to be seen in all of them: a category or a note is told by nobody else. */
    changed: (version: number) => {
      floor = Math.max(floor, version)
      tell({ type: 'changed', version })
    },

    /** Empties everything here and in the other tabs, which then leave too. */
    signOut: () => {
      empty()
      tell({ type: 'signed-out' })
    },
    close: () => {
      isClosed = true
      channel.close()
    },
  }
}

const readStored = (text: string | null): PendingTransfer[] => {
  if (text === null) return []
  try {
    const entries: unknown = JSON.parse(text)
    return Array.isArray(entries) ? entries.filter(isEntry) : []
  } catch {
    // Somebody else's text under our key: better nothing pending than a page that does not load.
    return []
  }
}

const isEntry = (value: unknown): value is PendingTransfer =>
  typeof value === 'object' && value !== null && 'transferId' in value && 'state' in value && 'kind' in value
