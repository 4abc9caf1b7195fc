/** Who can sign in to the demo bank. Plain data, so that a page may show it without touching the rest of the demo. */

export const DEMO_PASSWORD = 'passbook-demo'

const at = (mailbox: string) => `${mailbox}@demo.passbook.test`

export type DemoPerson = {
  readonly email: string
  readonly firstName: string
  readonly lastName: string
  readonly role: 'customer' | 'teller' | 'approver' | 'auditor'
  /** One line for the sign-in page. */
  readonly description: string
}

const customer = <const Key extends string>(
  number: number,
  key: Key,
  firstName: string,
  lastName: string,
  description: string,
) => ({ key, email: at(`customer${number}`), firstName, lastName, role: 'customer' as const, description })

const staff = <const Key extends 'teller' | 'approver' | 'auditor'>(
  key: Key,
  firstName: string,
  lastName: string,
  description: string,
) => ({ key, email: at(key), firstName, lastName, role: key, description })

/** In the order of their numbers; `key` is how the demo's own files call them. */
export const demoCustomers = [
  customer(
    1,
    'maya',
    'Maya',
    'Okafor',
    'Product designer in Chicago: shares a flat with Ben, saves for a house',
  ),
  customer(2, 'ben', 'Ben', 'Carter', 'Nurse on rotating shifts, Maya’s flatmate, cooks for everybody'),
  customer(
    3,
    'lena',
    'Lena',
    'Hoffmann',
    'Software engineer in Berlin: euros, night trains and a pension plan',
  ),
  customer(
    4,
    'jonas',
    'Jonas',
    'Weber',
    'Musician and barista in Berlin, Lena’s flatmate: money comes in bursts',
  ),
  customer(
    5,
    'priya',
    'Priya',
    'Raman',
    'Junior doctor in London: pounds, long shifts and a wedding to pay for',
  ),
  customer(6, 'tom', 'Tom', 'Whitfield', 'Primary school teacher in London, Priya’s fiancé'),
  customer(7, 'yuki', 'Yuki', 'Tanaka', 'Translator in Tokyo: yen at home, dollars from abroad'),
  customer(8, 'kenji', 'Kenji', 'Mori', 'Sushi chef in Tokyo, saving for a restaurant of his own'),
  customer(9, 'sofia', 'Sofia', 'Reyes', 'Student in Austin with a part-time job and help from home'),
  customer(10, 'elena', 'Elena', 'Reyes', 'Dentist in San Antonio, Sofia’s mother, pays the mortgage'),
  customer(11, 'marcus', 'Marcus', 'Bell', 'Retired bus driver: a pension, a garden, three grandchildren'),
  customer(12, 'grace', 'Grace', 'Kim', 'Wedding photographer: busy summers, quiet winters'),
  customer(13, 'omar', 'Omar', 'Haddad', 'Chef in Marseille with two children and a weekly market'),
  customer(
    14,
    'nora',
    'Nora',
    'Lindqvist',
    'New at the bank: moved from Stockholm to Chicago five months ago',
  ),
] as const

export const demoStaff = [
  staff('teller', 'Tess', 'Aldridge', 'Teller: deposits, withdrawals and new accounts at the counter'),
  staff(
    'approver',
    'Arthur',
    'Nwosu',
    'Approver: lets large payments go on or refuses them, freezes accounts',
  ),
  staff('auditor', 'Ingrid', 'Solberg', 'Auditor: reads every event, changes none'),
] as const

export const demoPeople = [...demoCustomers, ...demoStaff] satisfies readonly DemoPerson[]

export type CustomerKey = (typeof demoCustomers)[number]['key']
