/** The words of the engine room's page on which things are let go wrong, and of the notice that something is. */
const count = (words: string, one: string, many: string) => `${words} ${words === '1' ? one : many}`

export const breakItText = {
  title: 'Break it',
  note: 'Let something go wrong, for real and for a while, and see that what must hold still holds. Every switch turns itself off.',
  onlyInDemo: 'Things can be let go wrong in a demo bank alone. What must hold is checked here as well.',
  everybodys: 'What you switch on happens to everybody in this demo bank.',
  notice: {
    label: 'Let go wrong',
    on: (names: string) => `Let go wrong at the moment: ${names}.`,
    left: (seconds: string) => `${seconds} s left`,
    ending: 'It is over, and being put right.',
    link: 'Break it',
  },
  switches: {
    title: 'Switches',
    loading: 'Loading the switches',
    duration: 'For',
    durations: {
      10: '10 seconds',
      30: '30 seconds',
      60: 'a minute',
      120: 'two minutes',
      300: 'five minutes',
    },
    projector: 'Read model',
    delay: 'Each batch waits',
    delays: (ms: number) => `${ms / 1_000} s`,
    process: 'Whose',
    processes: { web: 'The web process’', worker: 'The worker’s' },
    does: 'It',
    doing: { delay: 'keeps its answers to itself', reject: 'says no to every payment' },
    state: {
      on: 'On',
      ending: 'Over, and being put right',
      over: 'Over',
    },
    left: (seconds: string) => `${seconds} s left`,
    by: (name: string) => `by ${name}`,
    told: (state: string, name: string) => `${state}: ${name}.`,
    turnOff: 'Turn off now',
    turnOffOf: (name: string) => `Turn off now: ${name}`,
    refusals: {
      PausedAlready:
        'This read model is paused already, so nothing else can happen to its batches. What was paused by hand goes on by hand.',
      WorkerKilledLately: 'The worker was killed a moment ago and is given time to get well.',
      BothAtTheWorker: 'One thing at a time: the worker is either killed or has its connections cut.',
    },
    retryIn: (seconds: string) => `It can be pressed again in ${seconds} s.`,
  },
  kinds: {
    slowProjector: {
      title: 'Slow a projector down',
      act: 'Slow it down',
      happens: 'Each batch of one read model waits before it is folded. What you see of it gets stale.',
      against:
        'The log does not wait for anybody who reads it. A read model says how far it has come, and whoever has just changed something waits for that version, or is shown what is pending.',
      did: (batches: string) => `${count(batches, 'batch has', 'batches have')} waited.`,
      name: (model: string) => `${model} is slow`,
    },
    pausedProjector: {
      title: 'Pause a projector',
      act: 'Pause it',
      happens: 'One read model stands still, for every worker and over every restart.',
      against:
        'Nothing is lost by that: the log keeps everything, the checkpoint remembers where it stood, and afterwards it reads on from there in the same order.',
      did: (isOver: boolean) => (isOver ? 'This pause is over.' : 'It stands still.'),
      name: (model: string) => `${model} is paused`,
    },
    redeliveredBatches: {
      title: 'Deliver a batch twice',
      act: 'Deliver twice',
      happens:
        'Each batch that a read model has written is handed to it once more, as a queue does that has lost the answer.',
      against:
        'Rows and checkpoint are one transaction, and the checkpoint moves only from where the batch began. The second time it stands elsewhere already, so nothing at all is written.',
      did: (refused: string, applied: string) =>
        `${count(refused, 'batch was', 'batches were')} delivered again and refused, ${applied} counted twice.`,
      name: (model: string) => `batches of ${model} come twice`,
    },
    throwingProjection: {
      title: 'Throw in a projection',
      act: 'Let it throw',
      happens: 'The code of one read model throws at every event, as if somebody had made a mistake in it.',
      against:
        'An event is tried five times within some four seconds, then put aside together with what must not overtake it, and all others go on. When this is over, what was put aside is tried again by itself.',
      did: (thrown: string) => `It has thrown ${count(thrown, 'time', 'times')}.`,
      name: (model: string) => `${model} throws`,
    },
    killedWorker: {
      title: 'Kill the worker',
      act: 'Kill the worker',
      happens:
        'The process that keeps the read models is killed without a word (SIGKILL), in the middle of a batch when there is one. It must have run for 25 seconds.',
      against:
        'It holds nothing that is not in the database. It is started again, reads its checkpoints and goes on; a sweep sees to whatever the dead one has left lying.',
      did: (kills: string) =>
        kills === '0' ? 'Nobody was killed yet.' : 'It was killed. Whoever watches over it starts it again.',
      name: () => 'the worker is killed',
    },
    clearingHouse: {
      title: 'Disturb the clearing house',
      act: 'Disturb it',
      happens:
        'The house through which other banks are paid keeps its answers to itself until this is over, or rejects what is handed in.',
      against:
        'A payment’s money is held and nobody else’s meanwhile. The process that looks after it waits, with a time limit, for whichever answer comes, and gives the money back when it is no.',
      did: (orders: string) => `${count(orders, 'payment was', 'payments were')} handed in meanwhile.`,
      name: () => 'the clearing house is disturbed',
    },
    cutConnections: {
      title: 'Cut the database connections',
      act: 'Cut them',
      happens:
        'A process’ connections are ended by the server, at once and every three seconds: all but the one that asks for it, and those of a rebuild. This page will have trouble, too.',
      against:
        'When a connection breaks in mid-commit nobody knows whether it took place. So the command’s id is looked up before it is tried again: it is done once or not at all.',
      did: (cut: string) => `${count(cut, 'connection was', 'connections were')} cut.`,
      name: (process: string) => `connections of the ${process} are cut`,
    },
  },
  burst: {
    title: 'Give it something to do',
    loading: 'Loading your accounts',
    note: 'Ten real transfers at once, of the smallest amount, there and back between two accounts of yours. Whatever gets no answer is asked for again with the id that it has, so it is done once or not at all.',
    send: 'Send ten transfers',
    outside: 'Pay somebody at another bank',
    description: (tag: string, number: number) => `Break it, ${tag}/${number}`,
    notCustomer:
      'Only customers have accounts to send from. Sign in as one of the demo customers, and break it while you send.',
    noPair:
      'For this you need two open accounts of one currency, one of them with money on it. Open another account first.',
    noPayee: 'You have no payee at another bank. Save one under Payees first.',
    list: 'What came of each',
    of: (number: string) => `#${number}`,
    kinds: { own: 'Transfer', outside: 'Payment' },
    under: 'on its way',
    again: (tries: string) => `no answer, asking again (try ${tries})`,
    done: (version: string) => `written once, at #${version}`,
    doneAfter: (version: string, tries: string) => `written once, at #${version}, found out at try ${tries}`,
    refused: (why: string) => `refused: ${why}`,
    unknown: 'no answer yet: nobody knows',
    askAgain: 'Ask again',
    held: (version: string) => `held at #${version}, the clearing house has not answered`,
    ended: {
      completed: 'paid',
      cancelled: 'called back, the money is free again',
      failed: 'failed, the money is free again',
      declined: 'declined, the money is free again',
      expired: 'given up, the money is free again',
      returned: 'paid and sent back, the money is there again',
    },
    total: (done: string, all: string) => `${done} of ${all} are answered.`,
  },
  invariants: {
    title: 'What must hold',
    all: 'Everything holds.',
    broken: (number: string) => `${count(number, 'thing does', 'things do')} not hold.`,
    checking: 'Being checked.',
    unknown: 'Cannot be checked at the moment.',
    states: { holds: 'holds', broken: 'broken', checking: 'being checked', unknown: 'not known' },
    lastChecked: (time: string) => `Last checked at ${time}.`,
    money: {
      title: 'Money is conserved',
      holds: (accounts: string) =>
        `The last balance of each of ${accounts} accounts, the bank’s own included, and what was paid in at the counter and not out again:`,
      sum: (balances: string, paidIn: string) => `${balances} = ${paidIn}`,
      differs: (balances: string, paidIn: string) => `${balances} ≠ ${paidIn}`,
    },
    debits: {
      title: 'Debits equal credits',
      holds: (transfers: string, movements: string) =>
        `${count(transfers, 'transfer', 'transfers')} in ${count(movements, 'movement', 'movements')}: each brings what it takes, in its currency.`,
      counted: (transfers: string, movements: string) =>
        `${count(transfers, 'transfer', 'transfers')} in ${count(movements, 'movement', 'movements')}.`,
    },
    gapless: {
      title: 'Positions have no gaps',
      holds: (position: string) => `#1 to #${position}, each there, and each once.`,
    },
    projections: {
      title: 'Read models equal the fold',
      compared: (model: string, accounts: string, position: string) =>
        `${model}: ${count(accounts, 'account', 'accounts')} compared at #${position}`,
      behind: (events: string) => `, ${count(events, 'event', 'events')} behind`,
      paused: ', paused',
      parked: (events: string, accounts: string) =>
        `, ${count(events, 'event', 'events')} put aside (${count(accounts, 'account', 'accounts')} left out)`,
      sum: (accounts: string) =>
        `Those that money moved on lately, and a few others each time: ${accounts} since the bank was started.`,
    },
    summed: (position: string, head: string) => `Summed up to #${position} of #${head}.`,
    again: (time: string, position: string) =>
      `The whole log was summed last at ${time}; the next time has come to #${position}.`,
    how: 'How it is checked',
    explained: {
      log: 'The log is summed once and then carried on with what is new, and beside that summed again from its beginning, in small parts, as long as somebody looks.',
      projections:
        'An account is folded from its events by the rules that decide commands, up to where the read model stands, and its rows are held against that. Being behind is no difference.',
    },
    finding: {
      gap: (position: string, expected: string) => `#${expected} should be there; #${position} is.`,
      balance: (position: string, told: string) =>
        `#${position} tells a balance of ${told}, which is not what its amount makes of the one before.`,
      transfer: (position: string, difference: string) =>
        `A transfer at #${position} brings ${difference} more than it takes.`,
      unreadable: (position: string) => `#${position} cannot be read.`,
      row: (model: string, account: string, position: string) =>
        `${model} has nothing for account ${account} at #${position}.`,
      fold: (account: string, position: string) => `Account ${account} cannot be folded up to #${position}.`,
      column: (model: string, account: string, column: string, stands: string, folded: string) =>
        `${model}, account ${account}: ${column} is ${stands} and should be ${folded}.`,
    },
  },
} as const
