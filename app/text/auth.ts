/** What stands at the door of the bank. */
export const authText = {
  line: 'Every movement written down once, and never rubbed out.',
  email: 'Email',
  password: 'Password',
  showPassword: 'Show or hide the password',
  emailMissing: 'Enter your email address.',
  passwordMissing: 'Enter your password.',
  signIn: {
    title: 'Sign in',
    or: 'or with your own account',
    newHere: 'New here?',
    toSignUp: 'Open an account with us',
  },
  demo: {
    title: 'This is a demo bank',
    note: 'Step in as one of its people.',
    showAll: (count: number) => `Show all ${count}, staff too`,
    roles: {
      teller: 'Teller: deposits, freezes',
      approver: 'Approver: a second pair of eyes',
      auditor: 'Auditor: reads everything',
    } as Readonly<Record<string, string>>,
  },
  signUp: {
    short: 'Sign up',
    title: 'Become a customer',
    note: 'It takes a minute, and an account is free.',
    firstName: 'First name',
    lastName: 'Last name',
    firstNameMissing: 'Enter your first name.',
    lastNameMissing: 'Enter your last name.',
    atLeast: (characters: number) => `At least ${characters} characters.`,
    tooShort: (characters: number) => `Use at least ${characters} characters.`,
    submit: 'Sign up',
    already: 'Already a customer?',
  },
  problems: {
    unreachable: 'The bank cannot be reached right now. Please try again.',
    tooMany: (seconds: number) =>
      seconds > 90
        ? `Too many attempts. Please try again in ${Math.ceil(seconds / 60)} minutes.`
        : 'Too many attempts. Please try again in a minute.',
    emailTaken: 'There is already somebody here with this email address. Sign in instead?',
    passwordTooShort: 'Use at least 10 characters.',
    passwordTooLong: 'This password is too long.',
    notAnEmail: 'This is not an email address.',
    doNotMatch: 'Email and password do not go together.',
    fault: 'Something went wrong on our side. Please try again.',
    other: 'This did not work. Please check what you have entered.',
  },
} as const
