/** The words of the engine room's page on what a person sees after a change, and when. */
const count = (words: string, one: string, many: string) => `${words} ${words === '1' ? one : many}`

export const consistencyText = {
  title: 'Consistency lab',
  note: 'The same transfer six times, each time with another way to live with read models that follow a moment later. All times are measured here, on your own money.',
  form: {
    title: 'Send it under each strategy',
    explained:
      'The transfers go one after the other, there and back between two accounts of your own, so nobody gets poorer. Each begins when the read models have caught up with the one before.',
    from: 'Between',
    to: 'and',
    amount: 'Amount',
    amountHint: 'More than there is gets refused six times, which is worth a look too.',
    run: 'Run all six',
    again: 'Run them again',
    stop: 'Stop',
    stopping: 'Stopping: what is under way is waited for',
    running: 'Running the lanes',
    description: 'From the consistency lab',
    loading: 'Loading your accounts',
    failed: 'It could not begin.',
    notCustomer:
      'Only a customer has accounts to send from. Sign in as one of the demo customers to run the lanes; what each of them does is explained below.',
    noDemo:
      'Transfers are sent from here in a demo bank only, whose money is made up. What each of the strategies does is explained below.',
    noPair:
      'Running the lanes takes two open accounts of yours in one currency, one of them with money. Open another one on the overview, in the currency of an account that has some.',
  },
  slow: {
    title: 'Slow the balances down',
    explained:
      'A read model is usually only milliseconds behind, which nobody sees. Here its projector waits before each batch, so that staleness becomes visible.',
    label: 'Each batch of account-summaries waits',
    value: (ms: string) => `${ms} ms`,
    off: 'Not slowed down.',
    notKnown: 'The bank has not said whether it is slowed down.',
    noValue: 'not known',
    forAll: 'This is for everybody in this demo bank, and it ends by itself and when you leave this page.',
    setting: 'Setting it',
    on: (ms: string, left: string, who: string) =>
      `Slowed down by ${ms} ms for another ${left}, set by ${who}.`,
    you: 'you',
    somebody: 'somebody else',
    seconds: (seconds: string) => count(seconds, 'second', 'seconds'),
    turnOff: 'Turn it off',
    limit: (seconds: string) =>
      `At the end of the slider the bank’s own limits show: after ${seconds} seconds a question that waits is answered with a clear no (408), and a pending change says that it is still not confirmed.`,
  },
  lanes: {
    none: {
      name: 'No strategy',
      explained:
        'The read model is asked as soon as the transfer is acknowledged. It may not have taken the transfer in yet; then the old balance stands on the screen until somebody asks again.',
    },
    writeSide: {
      name: 'From the write side',
      explained:
        'After the acknowledgement the balance is made from the account’s own events, as the next command will find it. That is never behind, but only one account at a time can be asked about.',
    },
    optimistic: {
      name: 'Optimistic page',
      explained:
        'The page reckons the transfer in with the click and marks it as pending. When the read model has passed it, the mark goes; when the bank refuses it, the old balance is back.',
    },
    told: {
      name: 'Being told',
      explained:
        'The page does nothing until the bank tells it, over a stream that is open anyway, that an account has changed; then it reads the balance. Without the stream it asks every few seconds.',
    },
    version: {
      name: 'Waiting for a version',
      explained:
        'The acknowledgement names the version at which the transfer was written. The question carries it along, and the bank keeps the answer until the read model has come so far.',
    },
    synchronous: {
      name: 'Synchronous projection',
      explained:
        'The balance is written in the same commit as the events, so it is there with the acknowledgement. Whoever else appends waits for it. This lane has a bus of its own for that, which is gone a minute later.',
    },
  },
  lane: {
    notRun: 'Not run yet.',
    way: (from: string, to: string) => `${from} → ${to}, with the balance of ${from}`,
    seen: 'What you see',
    costs: 'What it costs',
    moments: {
      before: 'Before the click',
      click: 'Right after it',
      acknowledged: 'Acknowledged',
      answered: 'The answer',
      confirmed: 'Confirmed',
      back: 'Refused',
    },
    is: {
      old: 'old',
      pending: 'right, pending',
      right: 'right',
    },
    outcomes: {
      running: 'under way',
      shown: 'shown',
      stillOld: 'old figure stays',
      refused: 'refused',
      unanswered: 'no answer',
      unread: 'not read',
      givenUp: 'not to be seen',
      stopped: 'stopped',
    },
    says: {
      running: 'Under way.',
      stillOld: 'The old balance stays on the screen until somebody asks again.',
      leftToWorker:
        'It could not be written in the commit: the read model was paused or in other hands at that moment, so it was left to the worker and is behind, as ever.',
      refused: (why: string) => `The bank refused it: ${why} Nothing was moved.`,
      refusedAfterAll: 'The figure that was shown before its time is gone again.',
      unansweredWritten:
        'No answer came. Given once more with the same id, it turned out to have been written.',
      unansweredNot:
        'No answer came. Given once more with the same id, it was refused, so nothing was moved.',
      unanswered:
        'No answer came, so it is not known whether it was written. With the same id it is written once or not at all; your list of transactions will tell.',
      unread: (why: string) => `It was written, but the balance could not be read. ${why}`,
      givenUp: 'It was written, but could not be seen for half a minute. Perhaps the read model is paused.',
      stopped: 'Stopped before it was seen. What became of its money stands under “Side by side”.',
      timeout: (ms: string, version: string) =>
        `After ${ms} the bank said that the version is not there yet (408, the read model was at #${version}). It was asked again.`,
      resent: (ms: string) =>
        `After ${ms} the bank said that the version is not there yet (408). This browser kept that to itself and asked once more, as browsers do.`,
      late: (ms: string) => `After ${ms} it was said that this is still not confirmed.`,
      asked: 'Nothing could be pushed, so it was asked for by the clock.',
    },
    facts: {
      acknowledged: 'Acknowledged after',
      right: 'Right figure after',
      never: 'not by itself',
      confirmed: 'Confirmed after',
      told: 'Told after',
      readable: 'In the read model after',
      held: 'Answers kept waiting',
      notHeld: 'no',
      requests: 'Requests',
      andMessage: (requests: string) => `${requests}, and a message on the open stream`,
      bytes: 'Sent and received',
      bytesOf: (sent: string, received: string) => `${sent} + ${received} bytes`,
      worked: 'In the web process',
      append: 'Append and commit',
      projection: 'Of that for the balance',
      longer: 'Longer than the other commits',
      behind: 'Worker behind by',
    },
  },
  chart: {
    title: 'Side by side',
    explained:
      'What stood on the screen from the click on, on one axis of time. The thin lines below are requests under way.',
    pick: 'Run the lanes, and they are laid side by side here.',
    of: (number: string, slowed: string) => `Run ${number}, ${slowed}`,
    legend: {
      old: 'old balance',
      pending: 'right balance, marked as pending',
      right: 'right balance',
      acknowledged: 'acknowledged',
      command: 'command',
      asking: 'question',
      waiting: 'question that waits',
    },
    tick: (ms: string) => `${ms} ms`,
    right: (ms: string) => `right after ${ms}`,
    stillOld: 'old, until asked again',
    progress: (lane: string, at: string, of: string) => `${lane}: lane ${at} of ${of}`,
    ends: {
      done: 'All lanes are through.',
      stopped: 'Stopped.',
      standsStill:
        'The read model of the balances does not move on, so the next lane could not have been compared. Perhaps it is paused: see Projections.',
      unknown: 'The bank did not answer whether one transfer was written, so the run ended there.',
      interrupted: 'The bank could not be asked between two lanes, so the run ended there.',
    },
    evenedOut: 'There and back, both accounts have what they had before.',
    sentBack: (money: string) =>
      `${money} was sent back at the end, so both accounts have what they had before.`,
    leftOver: (money: string) =>
      `${money} could not be sent back yet: it is in the other account, which is yours as well.`,
    leftOverUnanswered: (money: string) =>
      `${money} was sent back, but no answer came. Sent once more it has the same id, so it goes back once.`,
    unknown: (most: string) =>
      `Up to ${most} may be in the other account, which is yours as well. Given once more with the same id, the transfer is written once or not at all; then what is away is sent back.`,
    sendBack: 'Send it back',
    findOut: 'Find out, and send it back',
    puttingRight: 'Asking the bank once more',
  },
  runs: {
    title: 'The last runs',
    table: 'Until the right figure, by run',
    note: 'Until the right figure was on the screen. Kept in this page only.',
    strategy: 'Strategy',
    run: (number: string) => `Run ${number}`,
    show: (number: string) => `Show run ${number}`,
    slowed: (ms: string) => `slowed by ${ms} ms`,
    notSlowed: 'not slowed',
    slowingNotKnown: 'slowed or not, not known',
    never: 'old',
    none: '–',
  },
  choice: {
    title: 'Which one when',
    table: 'Strategies, when they are used and where',
    when: 'When',
    here: 'In this bank',
    strategy: 'Strategy',
    rows: {
      none: {
        when: 'What nobody has just changed, or where a moment does not matter.',
        here: 'Lists and charts, as long as nothing of one’s own is under way.',
      },
      writeSide: {
        when: 'A program must decide on one account’s true balance now.',
        here: 'Limits, prices that were named, interest on the day an account is closed; per query with from: writeSide.',
      },
      optimistic: {
        when: 'People who have just done something themselves.',
        here: 'Transfers, payments and exchanges that are sent from the bank’s own forms. Those that Flow and Break it send are not shown before they are written.',
      },
      told: {
        when: 'People who look at what others change.',
        here: 'Every page: one stream for a browser, and asking every 5 seconds without it.',
      },
      version: {
        when: 'A program goes on with its own change.',
        here: 'Every query takes afterVersion; the pages use it once a transfer has left the overlay.',
      },
      synchronous: {
        when: 'One small read model must never be behind, and throughput does not matter.',
        here: 'Off, unless PASSBOOK_INLINE_PROJECTION turns it on for the whole bank: it costs nearly half of the transfers a second.',
      },
    },
  },
} as const
