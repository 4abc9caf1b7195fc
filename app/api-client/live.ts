/**
 * What the bank pushes: how far its read models have come, which of one's own accounts have changed, whether one's
 * notifications have, and whether one has written anything else on another device. A browser has few connections to one site, so of all tabs of a person one holds the stream and tells the others; when it closes, the
 * next one takes over from the last event. While nothing can be pushed, every tab that is looked at asks by itself.
 */

/** The positions of each account's last change, of the notifications', and of one's own last command, as far as they have been told. */
export type LiveNews = {
  readonly version: number
  readonly accounts: Readonly<Record<string, number>>
  readonly notifications: number | null
  readonly written: number | null
}

/** `connecting`: nothing heard yet. `lost`: nothing is pushed at the moment, so it is asked every {@link POLL_MS}. */
export type LiveStatus = 'connecting' | 'live' | 'lost'

export type StreamEvents = {
  readonly onUpdate: (id: string, update: LiveNews) => void
  /** The line is down, and the browser tries to get it back by itself. */
  readonly onInterrupted: () => void
  /** The bank has ended it, or refused it with this HTTP status; nobody tries any more. */
  readonly onEnded: (status: number | undefined) => void
}

type Message =
  | { type: 'hello' }
  | { type: 'doubt' }
  | { type: 'told'; status: LiveStatus; seen: string | undefined; news: LiveNews }

/** The part of BroadcastChannel that is needed. */
export type LiveChannel = {
  postMessage(message: unknown): void
  addEventListener(type: 'message', listener: (event: { data: unknown }) => void): void
  close(): void
}

export type LiveParts = {
  /** Opens the stream, after the event with this id; answers how to close it. */
  readonly open: (lastEventId: string | undefined, events: StreamEvents) => () => void
  readonly channel: LiveChannel
  /** Runs `hold` when no other tab of this person does, until what it answers is settled. Undefined: there is no such thing here. */
  readonly alone: ((hold: () => Promise<void>, signal: AbortSignal) => void) | undefined
  /** Reads again what shows less than is told here. */
  readonly refresh: (news: LiveNews) => Promise<unknown>
  /** Reads again everything on display. */
  readonly refreshAll: () => Promise<unknown>
  /** The bank has ended the stream: perhaps because nobody is signed in any more. */
  readonly onDoubt: () => void
  readonly isVisible: () => boolean
  /** Whose changes stand on the screens: one's own, or everybody's, of which only versions are told. */
  readonly concerns: keyof typeof MIN_INTERVAL_MS
}

export const POLL_MS = 5_000
/** Between two rounds of reading, when changes come thick and fast; the bank's own people look at all of them. */
const MIN_INTERVAL_MS = { own: 300, everybody: 2_000 } as const
const FIRST_RETRY_MS = 1_000
const LONGEST_RETRY_MS = 30_000

export const createLive = ({
  open,
  channel,
  alone,
  refresh,
  refreshAll,
  onDoubt,
  isVisible,
  concerns,
}: LiveParts) => {
  let status: LiveStatus = 'connecting'
  let seen: string | undefined
  let news: LiveNews = { version: 0, accounts: {}, notifications: null, written: null }
  let isLeader = false
  let isClosed = false
  let isDirty = false
  let isRefreshing = false
  let pollTimer: ReturnType<typeof setInterval> | undefined
  const listeners = new Set<() => void>()
  const closing = new AbortController()

  const setStatus = (next: LiveStatus) => {
    if (next === status || isClosed) return
    status = next
    clearInterval(pollTimer)
    if (status === 'lost')
      pollTimer = setInterval(() => {
        if (isVisible()) void refreshAll().catch(() => undefined)
      }, POLL_MS)
    for (const listener of listeners) listener()
  }

  /** One round at a time, so that a slow line is not kept busy with what it will throw away. */
  const readAgain = async () => {
    isDirty = true
    if (isRefreshing) return
    isRefreshing = true
    while (isDirty && !isClosed) {
      isDirty = false
      await refresh(news).catch(() => undefined)
      await new Promise((resolve) => setTimeout(resolve, MIN_INTERVAL_MS[concerns]))
    }
    isRefreshing = false
  }

  const learn = (told: LiveNews) => {
    const accounts = { ...news.accounts }
    let hasChanged = concerns === 'everybody' && told.version > news.version
    const learnt = (position: number, known: number | undefined | null) => {
      // Said again after the read models have come further: then it is to be read once more.
      hasChanged ||= position > (known ?? 0) || told.version > news.version
    }
    for (const [accountId, position] of Object.entries(told.accounts)) {
      learnt(position, accounts[accountId])
      accounts[accountId] = Math.max(position, accounts[accountId] ?? 0)
    }
    if (told.notifications !== null) learnt(told.notifications, news.notifications)
    if (told.written !== null) learnt(told.written, news.written)
    const notifications = Math.max(told.notifications ?? 0, news.notifications ?? 0) || null
    const written = Math.max(told.written ?? 0, news.written ?? 0) || null
    news = { version: Math.max(news.version, told.version), accounts, notifications, written }
    if (hasChanged) void readAgain()
    for (const listener of listeners) listener()
  }

  const tell = (message: Message) => {
    if (!isClosed) channel.postMessage(message)
  }
  const tellOthers = () => tell({ type: 'told', status, seen, news })

  channel.addEventListener('message', ({ data }) => {
    if (isClosed) return
    // Only this module, in this person's tabs, writes to the channel.
    const message = data as Message
    if (message.type === 'hello') {
      if (isLeader) tellOthers()
      return
    }
    if (message.type === 'doubt') {
      onDoubt()
      return
    }
    if (isLeader) return
    seen = message.seen
    learn(message.news)
    setStatus(message.status)
  })

  const lead = async (): Promise<void> => {
    if (isClosed) return
    isLeader = true
    let retryMs = FIRST_RETRY_MS
    let close: () => void = () => undefined
    let retryTimer: ReturnType<typeof setTimeout> | undefined

    const interrupted = () => {
      setStatus('lost')
      tellOthers()
    }
    const connect = () => {
      close = open(seen, {
        onUpdate: (id, update) => {
          retryMs = FIRST_RETRY_MS
          seen = id
          learn(update)
          setStatus('live')
          tellOthers()
        },
        onInterrupted: interrupted,
        onEnded: (httpStatus) => {
          interrupted()
          if (isClosed) return
          // An id that this bank has not given: it is another bank than yesterday.
          if (httpStatus === 400) seen = undefined
          onDoubt()
          tell({ type: 'doubt' })
          // Not all at once: after a restart everybody comes back.
          retryTimer = setTimeout(connect, retryMs * (0.5 + Math.random()))
          retryMs = Math.min(retryMs * 2, LONGEST_RETRY_MS)
        },
      })
    }
    connect()
    return new Promise((resolve) => {
      const leave = () => {
        clearTimeout(retryTimer)
        close()
        resolve()
      }
      closing.signal.addEventListener('abort', leave, { once: true })
    })
  }

  if (alone) alone(lead, closing.signal)
  else setStatus('lost')
  tell({ type: 'hello' })

  return {
    status: (): LiveStatus => status,
    /** How far the read models have come as far as was pushed; null while nothing is. */
    reached: (): number | null => (status === 'live' ? news.version : null),
    subscribe: (listener: () => void) => {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
    close: () => {
      isClosed = true
      clearInterval(pollTimer)
      closing.abort()
      channel.close()
    },
  }
}

export type Live = ReturnType<typeof createLive>

const newestOf = (accounts: LiveNews['accounts']): number => Math.max(0, ...Object.values(accounts))

/** The last change that an answer under this key may have to show; 0 when none concerns it. */
export const lastChangeFor = (
  key: readonly unknown[],
  { version, accounts, notifications, written }: LiveNews,
): number => {
  const [bank, what, which] = key
  if (bank !== 'bank') return 0
  switch (what) {
    case 'transactions':
    case 'activity':
      // A note or a category is written beside a line, and changes nothing on the account.
      return Math.max(which === 'all' ? newestOf(accounts) : (accounts[String(which)] ?? 0), written ?? 0)
    case 'accounts':
    case 'transfers':
    case 'transfer':
    case 'held':
      return newestOf(accounts)
    case 'notifications':
      return notifications ?? 0
    // Looked up for what is being typed, and once more for whatever is typed next.
    case 'payee':
    case 'palette':
      return 0
    // Whatever is written may stand on a screen of the bank's own people.
    case 'staff':
      // What has led to an event stays as it is.
      return which === 'causation' ? 0 : version
    // What somebody else has asked for or answered moves no money, but it is told; so is what one has changed elsewhere.
    default:
      return Math.max(0, notifications ?? 0, written ?? 0, ...Object.values(accounts))
  }
}
