/** What is said of lines of the book: the list of them, what it is narrowed down to, and one of them in detail. */
const lines = (count: number, written: string): string => `${written} ${count === 1 ? 'line' : 'lines'}`

export const transactionsText = {
  title: 'Transactions',
  deposit: 'Deposit',
  withdrawal: 'Withdrawal',
  to: 'To',
  from: 'From',
  balance: 'Balance',
  pending: 'Pending',
  search: 'Search transactions',
  searchPlaceholder: 'Name, description or number',
  direction: 'Direction',
  noted: (note: string) => `“${note}”`,
  directions: { all: 'All', in: 'In', out: 'Out' },
  /** Of the page with all accounts in one list. */
  activity: { title: 'All transactions', note: 'Of all your accounts, in one list', all: 'All transactions' },
  loading: 'Loading transactions',
  empty: 'Nothing has moved yet',
  emptyDetail: 'The first line appears when money comes in.',
  nothingFits: 'Nothing fits',
  nothingFitsDetail: 'No line matches what you are looking for.',
  older: 'Show older',
  olderFailed: 'Older lines did not load: try again',
  begin: 'This is where the book begins.',
  allShown: 'That is all that fits.',
  /** On paper, where nobody can go on to what is missing. */
  printed: (shown: string, of: string | null, isWhole: boolean) =>
    isWhole
      ? `${shown} ${shown === '1' ? 'line' : 'lines'}, all there are.`
      : of === null
        ? `The newest ${shown} lines. There are older ones, which are not on this paper.`
        : `The newest ${shown} of ${of} lines. The older ones are not on this paper.`,
  quickRanges: {
    'this-month': 'This month',
    'last-month': 'Last month',
    'last-30-days': 'Last 30 days',
    'last-90-days': 'Last 90 days',
    'this-year': 'This year',
    'last-year': 'Last year',
  },
  filter: {
    open: 'Filter',
    title: 'Filters',
    inUse: (count: number) => (count === 1 ? '1 filter in use' : `${count} filters in use`),
    show: (count: string) => `Show ${count}`,
    close: 'Show the list',
    amount: 'Amount',
    atLeast: 'From',
    atMost: 'To',
    amountsCrossed: 'This is less than the other end.',
    dates: 'Date',
    anyTime: 'Any time',
    ownDates: 'Own dates',
    firstDay: 'First day',
    lastDay: 'Last day',
    daysCrossed: 'This is before the first day.',
    categories: 'Category',
    counterparties: 'From or to',
    findCounterparty: 'Name or account number',
    anybody: 'Anybody',
    counterpartiesFailed: 'Nobody could be looked up right now.',
    noCounterparty: 'Nobody on this account is called so.',
    status: 'Status',
    statuses: { all: 'All', pending: 'Pending or held', booked: 'Booked' },
  },
  chips: {
    label: 'What the list is narrowed down to',
    remove: (label: string) => `Take away: ${label}`,
    clear: 'Clear all',
    search: (words: string) => `“${words}”`,
    directions: { in: 'Money in', out: 'Money out' },
    amounts: (from: string | null, to: string | null) =>
      from === null
        ? `Up to ${to}`
        : to === null
          ? `${from} or more`
          : from === to
            ? `${from}`
            : `${from} – ${to}`,
    days: (from: string | null, to: string | null) =>
      from === null ? `Up to ${to}` : to === null ? `Since ${from}` : `${from} – ${to}`,
    counterparty: (name: string) => name,
    statuses: { pending: 'Pending or held', booked: 'Booked' },
  },
  sums: {
    filtered: 'What fits comes to',
    selected: 'What is selected comes to',
    lines,
    in: 'In',
    out: 'Out',
    net: 'Net',
    failed: 'It could not be added up right now.',
    partial: 'More fits than is added up: these are the newest.',
  },
  exportFiltered: 'Export',
  select: {
    begin: 'Select',
    end: 'Done',
    all: (count: string) => `All ${count} shown`,
    none: 'None',
    line: (title: string, amount: string, day: string) => `${title}, ${amount}, ${day}`,
    category: 'Category',
    choose: 'Choose for all of them',
    categoryOf: (count: number, written: string) => `Category of ${lines(count, written)}`,
    categorised: 'Category changed',
    categorisedAs: (name: string, count: number) =>
      count === 0 ? `All of them were ${name} already.` : `${name}, for ${lines(count, String(count))}.`,
    notAllCategorised: (count: number) => `${lines(count, String(count))} could not be changed`,
    tooMuch: (most: string) => `More than ${most} lines are added up, but not changed or exported at once.`,
    hint: 'Shift and a click, or Shift and Space, select all in between.',
  },
  saved: {
    open: 'Saved',
    title: 'Saved searches',
    none: 'Filter the list, and keep the filter here under a name.',
    use: (name: string) => name,
    remove: (name: string) => `Remove ${name}`,
    name: 'Name',
    save: 'Save this filter',
    nameMissing: 'Give it a name.',
    savedTitle: 'Saved',
    savedAs: (name: string) => `This filter is kept as ${name}.`,
    removedTitle: 'Removed',
    removed: (name: string) => `${name} is gone from your saved searches.`,
    notRemoved: 'It could not be removed',
    notBack: 'It could not be brought back',
    failed: 'Your saved searches could not be read right now.',
  },
} as const
