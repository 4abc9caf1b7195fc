/** What stands around every page of the engine room; the words of a page stand in a file of its own. */
export const engineRoomText = {
  title: 'Engine room',
  note: 'The machinery of this bank, looked at while it runs, on your own data.',
  demoNote: 'This is a demo bank, so everybody who is signed in may look, and may try things out.',
  auditorNote: 'Open to auditors. What is shown here is everybody’s.',
  theBank: 'The bank',
  pagesLabel: 'Pages of the engine room',
  shortcuts: { room: 'Engine room', bank: 'Back to the bank' },
  pages: {
    log: {
      label: 'Log',
      summary:
        'Every event of the bank, the newest first, as they come. Open one to see it as it was stored and as it is read today, and what led to it.',
    },
    flow: {
      label: 'Flow',
      summary:
        'The whole life of one command, step by step, from the click to the screen, with the time that each step took. Send a transfer and follow it, or pick any that was given.',
    },
    consistency: {
      label: 'Consistency lab',
      summary:
        'The same transfer under each strategy for read models that follow: what you see, when, and what it costs. Slow the projector down, and staleness becomes visible.',
    },
    projections: {
      label: 'Projections',
      summary:
        'How far each read model has followed the log. Rebuild one, compare it with the log, pause it, mend what it could not take in, and see its rows beside the events that made them.',
    },
    processes: {
      label: 'Processes and jobs',
      summary:
        'What the bank does by itself: every process manager with its deadlines and what it will do then, and the worker’s queues, schedules and failed jobs.',
    },
    replay: {
      label: 'Replay',
      summary:
        'An account’s life as a film: event by event, forwards and backwards, with what each has changed. Jump to where something began, or see what would be without one of them.',
    },
    proof: {
      label: 'Proof',
      summary:
        'Is the log still what was appended? See the chain of seals, hold the log against it, and try on a copy what a forged event would look like.',
    },
    breakIt: {
      label: 'Break it',
      summary:
        'Let something go wrong for real: pause a projector, kill the worker, cut the connections. Money, debits and credits, positions and read models are checked beside it, and hold.',
    },
  },
  explanation: {
    where: (symbol: string) => (symbol === 'file' ? 'The file' : symbol),
    line: (path: string, line: number) => `${path}, line ${line}`,
  },
  source: {
    title: 'Source',
    of: (path: string) => `Source of ${path}`,
    note: 'As it runs in this bank.',
    loading: 'Loading the source',
    places: 'Explained in here',
    place: (symbol: string, line: number) => `${symbol}, line ${line}`,
  },
} as const
