/** What stands around every page. */
export const shellText = {
  skip: 'Skip to the content',
  home: 'Passbook, home',
  navigation: 'Main',
  lightColours: 'Use light colours',
  darkColours: 'Use dark colours',
  pages: {
    overview: 'Overview',
    moveMoney: 'Move money',
    scheduled: 'Scheduled',
    insights: 'Insights',
    statements: 'Statements',
    accounts: 'Accounts',
    openAccount: 'Open an account',
    settings: 'Settings',
    payees: 'Payees',
    requests: 'Requests',
    askForMoney: 'Ask for money, or split a bill',
    notifications: 'Notifications',
  },
  newTransfer: 'New transfer',
  menu: {
    of: (name: string) => `${name}: account menu`,
    roles: { customer: 'Customer', teller: 'Teller', approver: 'Approver', auditor: 'Auditor' } as Readonly<
      Record<string, string>
    >,
    signOut: 'Sign out',
    signingOut: 'Signing out…',
    stillIn: 'You are still signed in',
    tryAgain: 'The bank could not be reached. Please try to sign out again.',
  },
  palette: {
    open: 'Search or go to',
    placeholder: 'Page, account, payee or transaction',
    placeholderForStaff: 'Page, customer or account number',
    list: 'What fits',
    groups: {
      pages: 'Go to',
      accounts: 'Accounts',
      payees: 'Payees',
      transactions: 'Transactions',
      customers: 'Customers',
    },
    payTo: (number: string) => `Payee ${number}`,
    searching: 'Searching…',
    nothing: 'Nothing fits. Try fewer letters, or a name or a number.',
    failed: 'Transactions could not be searched right now.',
    failedForStaff: 'Customers could not be searched right now.',
    found: (count: number) => (count === 1 ? '1 result' : `${count} results`),
    deposit: 'Deposit',
    withdrawal: 'Withdrawal',
  },
  shortcuts: {
    title: 'Keyboard shortcuts',
    palette: 'Search or go to anything',
    sheet: 'This list',
    undo: 'Undo what was just done',
    andThen: 'then',
    or: 'or',
    off: 'Shortcuts can be switched off in the settings; they never act while you type.',
  },
  session: {
    title: 'Are you still there?',
    ends: (minutes: number) =>
      minutes <= 1
        ? 'For your safety you are signed out in less than a minute.'
        : `For your safety you are signed out in ${minutes} minutes.`,
    stay: 'Stay signed in',
    failed: 'The session could not be prolonged. Please finish what you are doing and sign in again.',
  },
  undo: 'Undo',
  closeDialog: 'Close the dialog',
} as const
