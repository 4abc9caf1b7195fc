/** Who may call what: every procedure of the API, as nobody, as somebody else, as the owner and as each role of staff. */
import { randomInt, randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { addDays } from '../../server/domain/calendar/business-dates.ts'
import { appRouter } from '../../server/trpc/router.ts'
import { germanIban } from '../support/payees.ts'
import type { Client } from '../web/client.ts'
import { openStream } from '../web/live-stream.ts'
import { startTestBank } from '../web/test-bank.ts'

const callers = ['nobody', 'stranger', 'owner', 'teller', 'approver', 'auditor'] as const
type Caller = (typeof callers)[number]
type Case = {
  readonly about: string
  /** Made anew for each caller, because a command changes what the next one would find. */
  readonly input: () => Promise<object> | object
  readonly expected: Expected
  /** In a demo bank, where that differs. */
  readonly inDemo?: Expected
}
type Expected = readonly [number, number, number, number, number, number]

const usd = (amount: string) => ({ amount, currency: 'USD' })
const opening = { product: 'current', currency: 'USD', name: 'Daily' }
const SIGNED_IN: Case['expected'] = [401, 200, 200, 200, 200, 200]
const everybody = (status: number): Expected => [401, status, status, status, status, status]
const OWN_OR_STAFF: Case['expected'] = [401, 404, 200, 200, 200, 200]
const CONTROLLERS: Case['expected'] = [401, 403, 403, 403, 200, 200]
const STAFF: Case['expected'] = [401, 403, 403, 200, 200, 200]
const REVIEWERS: Case['expected'] = [401, 403, 403, 422, 422, 403]
const AUDITOR_ONLY: Case['expected'] = [401, 403, 403, 403, 403, 200]
const NOBODY: Case['expected'] = [401, 403, 403, 403, 403, 403]
const OWNER_ONLY: Case['expected'] = [401, 404, 200, 403, 403, 403]
const CUSTOMERS: Case['expected'] = [401, 200, 200, 403, 403, 403]
const TELLER_ONLY: Case['expected'] = [401, 403, 403, 200, 403, 403]

const bank = await startTestBank()
const people = {} as Record<Caller, Client>
/** The owner's account with 1,000.00 on it, another one of the owner's, and a transfer between the two. */
let categorised = 0
const owned = {
  position: 0,
  accountId: '',
  number: '',
  otherAccountId: '',
  euroAccountId: '',
  transferId: '',
  customerId: '',
}
let carol: Client
const carols = { accountId: '' }

const freshAccount = async () => {
  const { accountId } = await people.owner.command<{ accountId: string }>('openAccount', opening)
  return accountId
}

/** No two alike, because nobody can save a number twice. */
const randomIban = () => germanIban(randomInt(1e9))
const ownersPayee = async () => {
  const payee = { name: 'Carol', number: randomIban() }
  return (await people.owner.command<{ payeeId: string }>('addPayee', payee)).payeeId
}

/** From dollars to euros, at a price that holds. */
const dollarsToEuros = () => ({
  fromAccountId: owned.accountId,
  toAccountId: owned.euroAccountId,
  sell: usd('2.00'),
})
const ownersQuote = async () => {
  const { quoteId } = await people.owner
    .mutate('exchange.quote', dollarsToEuros())
    .then(({ data }) => data as { quoteId: string })
  return { quoteId }
}

const ownersSearch = async () => {
  const search = { name: randomUUID(), filter: { search: 'rent' } }
  return { searchId: (await people.owner.command<{ searchId: string }>('saveSearch', search)).searchId }
}

/** The owner asks Carol, and Carol the owner. */
const asking = () => ({ toAccountId: owned.accountId, money: usd('1.00'), description: '' })
const ownersRequest = async () => {
  const payer = { accountId: carols.accountId }
  const request = { ...asking(), payer }
  return {
    requestId: (await people.owner.command<{ requestId: string }>('requestMoney', request)).requestId,
  }
}
const toTheOwner = async () => {
  const request = { ...asking(), toAccountId: carols.accountId, payer: { accountId: owned.accountId } }
  return {
    requestId: (await carol.command<{ requestId: string }>('requestMoney', request)).requestId,
  }
}

/** Not before next month, so that no worker would pay it meanwhile. */
const rent = () => ({
  fromAccountId: owned.accountId,
  toAccountId: owned.otherAccountId,
  money: usd('1.00'),
  description: 'Rent',
  schedule: { frequency: 'monthly', firstDate: addDays(new Date().toISOString().slice(0, 10), 30) },
})
const ownersOrder = async () =>
  (await people.owner.command<{ orderId: string }>('createStandingOrder', rent())).orderId
const caughtUpOrder = async () => {
  const orderId = await ownersOrder()
  await bank.catchUp('standing-orders')
  return { orderId }
}

beforeAll(async () => {
  Object.assign(people, {
    nobody: bank.client(),
    stranger: await bank.customer('Bob'),
    owner: await bank.customer('Alice'),
    teller: await bank.staff('teller'),
    approver: await bank.staff('approver'),
    auditor: await bank.staff('auditor'),
  })
  owned.accountId = await freshAccount()
  owned.otherAccountId = await freshAccount()
  const euros = { ...opening, currency: 'EUR' }
  owned.euroAccountId = (await people.owner.command<{ accountId: string }>('openAccount', euros)).accountId
  carol = await bank.customer('Carol')
  Object.assign(carols, await carol.command<{ accountId: string }>('openAccount', opening))
  owned.customerId = (await people.owner.ask<{ customerId: string }>('session.me')).customerId
  const deposit = await people.teller.command<{ version: number }>('depositMoney', {
    accountId: owned.accountId,
    money: usd('1000.00'),
    description: '',
  })
  owned.position = deposit.version
  const transfer = await people.owner.command<{ transferId: string }>('transferMoney', {
    fromAccountId: owned.accountId,
    toAccountId: owned.otherAccountId,
    money: usd('1.00'),
    description: '',
  })
  owned.transferId = transfer.transferId
  await bank.catchUp()
  const { data } = await people.owner.ask<{ data: { number: string } }>('accounts.summary', {
    accountId: owned.accountId,
  })
  owned.number = data.number
})

const movement = () => ({ accountId: owned.accountId, money: usd('1.00'), description: '' })
const ownAccount = () => ({ accountId: owned.accountId })
const lastDays = () => {
  const today = new Date().toISOString().slice(0, 10)
  return { from: addDays(today, -6), to: today }
}

const expectations: Record<string, Case[]> = {
  'commands.openAccount': [
    {
      about: 'for the owner',
      input: () => ({ ...opening, customerId: owned.customerId }),
      expected: [401, 404, 200, 200, 403, 403],
    },
    { about: 'for oneself', input: () => opening, expected: [401, 200, 200, 400, 403, 403] },
  ],
  'commands.depositMoney': [{ about: 'of the owner', input: movement, expected: TELLER_ONLY }],
  'commands.withdrawMoney': [{ about: 'of the owner', input: movement, expected: TELLER_ONLY }],
  'commands.transferMoney': [
    {
      about: "out of the owner's account",
      input: () => ({
        fromAccountId: owned.accountId,
        toAccountId: owned.otherAccountId,
        money: usd('1.00'),
        description: '',
      }),
      expected: [401, 404, 200, 403, 403, 403],
    },
    {
      about: 'out of an account that does not exist',
      input: () => ({
        fromAccountId: randomUUID(),
        toAccountId: owned.otherAccountId,
        money: usd('1.00'),
        description: '',
      }),
      expected: [401, 404, 404, 403, 403, 403],
    },
  ],
  'commands.exchangeMoney': [
    { about: 'at a price of the owner’s', input: ownersQuote, expected: OWNER_ONLY },
  ],
  'commands.cancelTransfer': [
    {
      about: 'of the owner, while it is held',
      input: async () => {
        const { transferId } = await people.owner.command<{ transferId: string }>('transferMoney', {
          fromAccountId: owned.accountId,
          toAccountId: owned.otherAccountId,
          money: usd('1.00'),
          description: '',
          settleAfterSeconds: 60,
        })
        return { transferId }
      },
      expected: [401, 404, 200, 403, 403, 403],
    },
    {
      about: 'of the owner, when it is over',
      input: () => ({ transferId: owned.transferId }),
      expected: [401, 404, 422, 403, 403, 403],
    },
  ],
  'commands.refundTransfer': [
    {
      about: 'of the owner, a part',
      input: () => ({ transferId: owned.transferId, money: usd('0.01'), description: '' }),
      expected: OWNER_ONLY,
    },
    {
      about: 'of none',
      input: () => ({ transferId: randomUUID(), description: '' }),
      expected: [401, 404, 404, 403, 403, 403],
    },
  ],
  'commands.requestMoney': [
    {
      about: 'for the owner',
      input: () => ({ ...asking(), payer: { accountId: carols.accountId } }),
      expected: OWNER_ONLY,
    },
    {
      about: 'of nobody',
      input: () => ({ ...asking(), payer: { accountId: randomUUID() } }),
      expected: [401, 404, 404, 403, 403, 403],
    },
  ],
  'commands.splitBill': [
    {
      about: 'for the owner',
      input: () => ({ ...asking(), people: [{ accountId: carols.accountId }] }),
      expected: OWNER_ONLY,
    },
  ],
  'commands.acceptRequest': [
    {
      about: 'to the owner',
      input: async () => ({ ...(await toTheOwner()), fromAccountId: owned.accountId }),
      expected: OWNER_ONLY,
    },
    {
      about: 'of none',
      input: () => ({ requestId: randomUUID(), fromAccountId: owned.accountId }),
      expected: [401, 404, 404, 403, 403, 403],
    },
  ],
  'commands.declineRequest': [{ about: 'to the owner', input: toTheOwner, expected: OWNER_ONLY }],
  'commands.cancelRequest': [{ about: "of the owner's", input: ownersRequest, expected: OWNER_ONLY }],
  'requests.get': [
    {
      about: 'of the owner’s',
      input: async () => {
        const request = await ownersRequest()
        await bank.catchUp('payment-requests')
        return request
      },
      expected: OWN_OR_STAFF,
    },
    {
      about: 'of none',
      input: () => ({ requestId: randomUUID() }),
      expected: [401, 404, 404, 404, 404, 404],
    },
  ],
  'requests.list': [
    { about: 'of oneself, or all', input: () => ({}), expected: SIGNED_IN },
    { about: 'of the owner', input: () => ({ customerId: owned.customerId }), expected: OWN_OR_STAFF },
    {
      about: 'to whoever it is',
      input: () => ({ direction: 'in' }),
      expected: [401, 200, 200, 400, 400, 400],
    },
  ],
  'commands.setUndoWindow': [
    { about: 'for oneself', input: () => ({ seconds: 5 }), expected: [401, 200, 200, 403, 403, 403] },
    {
      about: 'for the owner',
      input: () => ({ customerId: owned.customerId, seconds: 5 }),
      expected: [401, 404, 200, 403, 403, 403],
    },
  ],
  'commands.sendPayment': [
    {
      about: "out of the owner's account, to a payee of the owner's",
      input: async () => ({
        fromAccountId: owned.accountId,
        payeeId: await ownersPayee(),
        money: usd('1.00'),
        description: '',
      }),
      expected: OWNER_ONLY,
    },
    {
      about: "out of the owner's account, by naming the owner",
      input: async () => ({
        fromAccountId: owned.accountId,
        payeeId: await ownersPayee(),
        customerId: owned.customerId,
        money: usd('1.00'),
        description: '',
      }),
      expected: OWNER_ONLY,
    },
  ],
  'commands.closeAccount': [
    {
      about: 'called',
      input: async () => ({ accountId: await freshAccount(), reason: 'moved' }),
      expected: [401, 404, 200, 200, 403, 403],
    },
  ],
  'commands.freezeAccount': [
    {
      about: 'called',
      input: async () => ({ accountId: await freshAccount(), reason: 'lost' }),
      expected: [401, 403, 403, 200, 200, 403],
    },
  ],
  'commands.unfreezeAccount': [
    {
      about: 'called',
      input: async () => {
        const accountId = await freshAccount()
        await people.teller.command('freezeAccount', { accountId, reason: 'lost' })
        return { accountId, reason: 'found' }
      },
      expected: [401, 403, 403, 200, 200, 403],
    },
  ],
  'commands.renameAccount': [
    {
      about: "of the owner's",
      input: () => ({ accountId: owned.otherAccountId, name: 'Rainy days' }),
      expected: OWNER_ONLY,
    },
  ],
  'commands.setOverdraftLimit': [
    {
      about: "raised, of the owner's",
      input: async () => ({ accountId: await freshAccount(), limit: usd('100.00') }),
      expected: [401, 404, 422, 200, 200, 403],
    },
    {
      about: "lowered, of the owner's",
      input: async () => {
        const accountId = await freshAccount()
        await people.teller.command('setOverdraftLimit', { accountId, limit: usd('100.00') })
        return { accountId, limit: usd('50.00') }
      },
      expected: [401, 404, 200, 200, 200, 403],
    },
  ],
  'commands.setLowBalanceAlert': [
    {
      about: "of the owner's",
      input: async () => ({ accountId: await freshAccount(), threshold: usd('100.00') }),
      expected: OWNER_ONLY,
    },
  ],
  'commands.markNotificationsRead': [
    { about: 'that are there', input: () => ({ upTo: 1 }), expected: CUSTOMERS },
    {
      about: 'before they are there',
      input: () => ({ upTo: 1e12 }),
      expected: [401, 400, 400, 403, 403, 403],
    },
  ],
  'notifications.list': [{ about: 'of oneself', input: () => ({}), expected: CUSTOMERS }],
  'notifications.unreadCount': [{ about: 'of oneself', input: () => ({}), expected: CUSTOMERS }],
  'notifications.lowBalanceAlerts': [{ about: 'of oneself', input: () => ({}), expected: CUSTOMERS }],
  'commands.approveTransfer': [
    { about: 'that waits for nobody', input: () => ({ transferId: owned.transferId }), expected: REVIEWERS },
  ],
  'commands.declineTransfer': [
    {
      about: 'that waits for nobody',
      input: () => ({ transferId: owned.transferId, reason: 'Not explained' }),
      expected: REVIEWERS,
    },
  ],
  'fraud.alerts': [{ about: 'of everybody', input: () => ({}), expected: STAFF }],
  'fraud.graph': [
    { about: 'around an account', input: ownAccount, expected: STAFF },
    { about: 'around nobody', input: () => ({}), expected: [401, 403, 403, 400, 400, 400] },
  ],
  'reviews.get': [
    {
      about: 'that never waited',
      input: () => ({ transferId: owned.transferId }),
      expected: [401, 403, 403, 404, 404, 404],
    },
  ],
  'reviews.list': [{ about: 'that wait', input: () => ({}), expected: STAFF }],
  'commands.changeTransferLimits': [
    {
      about: "of the owner's",
      input: async () => ({ accountId: await freshAccount(), perDay: usd('100.00') }),
      expected: OWNER_ONLY,
    },
    {
      about: 'without any',
      input: async () => ({ accountId: await freshAccount() }),
      expected: [401, 400, 400, 403, 403, 403],
    },
  ],
  'limits.get': [{ about: "of the owner's", input: ownAccount, expected: OWN_OR_STAFF }],
  'products.list': [
    { about: 'today', input: () => ({}), expected: [200, 200, 200, 200, 200, 200] },
    {
      about: 'before the bank began',
      input: () => ({ date: '1969-12-31' }),
      expected: [400, 400, 400, 400, 400, 400],
    },
  ],
  'commands.addPayee': [
    {
      about: 'at another bank',
      input: () => ({ name: 'Carol', number: randomIban() }),
      expected: CUSTOMERS,
    },
    {
      about: 'at this bank',
      input: () => ({ name: 'Alice', number: owned.number }),
      expected: [401, 200, 422, 403, 403, 403],
    },
    {
      about: 'for the owner',
      input: () => ({ name: 'Carol', number: randomIban(), customerId: owned.customerId }),
      expected: [401, 404, 200, 403, 403, 403],
    },
  ],
  'commands.renamePayee': [
    {
      about: "of the owner's",
      input: async () => ({ payeeId: await ownersPayee(), name: 'Caroline' }),
      expected: OWNER_ONLY,
    },
    {
      about: "of the owner's, by naming the owner",
      input: async () => ({ payeeId: await ownersPayee(), name: 'Mine', customerId: owned.customerId }),
      expected: OWNER_ONLY,
    },
  ],
  'commands.trustPayee': [
    { about: "of the owner's", input: async () => ({ payeeId: await ownersPayee() }), expected: OWNER_ONLY },
  ],
  'commands.untrustPayee': [
    {
      about: "of the owner's",
      input: async () => {
        const payeeId = await ownersPayee()
        await people.owner.command('trustPayee', { payeeId })
        return { payeeId }
      },
      expected: OWNER_ONLY,
    },
  ],
  'commands.removePayee': [
    { about: "of the owner's", input: async () => ({ payeeId: await ownersPayee() }), expected: OWNER_ONLY },
  ],
  'commands.categoriseTransaction': [
    {
      about: "of the owner's",
      input: async () => {
        categorised += 1
        return { position: owned.position, category: categorised % 2 ? 'gifts' : 'other' }
      },
      expected: OWNER_ONLY,
    },
    {
      about: 'of none',
      input: () => ({ position: 1_000_000, category: 'gifts' }),
      expected: [401, 404, 404, 403, 403, 403],
    },
  ],
  'commands.forgetCategoryRule': [
    {
      about: 'of none',
      input: () => ({ ruleId: randomUUID() }),
      expected: [401, 404, 404, 403, 403, 403],
    },
  ],
  'commands.noteTransaction': [
    {
      about: "on the owner's transaction",
      input: () => ({ position: owned.position, note: `Note ${randomUUID()}` }),
      expected: OWNER_ONLY,
    },
    {
      about: 'on none',
      input: () => ({ position: 1, note: 'Note' }),
      expected: [401, 404, 404, 403, 403, 403],
    },
  ],
  'commands.saveSearch': [
    {
      about: 'for oneself',
      input: () => ({ name: randomUUID(), filter: { search: 'rent' } }),
      expected: CUSTOMERS,
    },
    {
      about: 'for the owner',
      input: () => ({ customerId: owned.customerId, name: randomUUID(), filter: { search: 'rent' } }),
      expected: OWNER_ONLY,
    },
    {
      about: "in the place of the owner's",
      input: async () => ({ ...(await ownersSearch()), name: randomUUID(), filter: { direction: 'in' } }),
      expected: OWNER_ONLY,
    },
  ],
  'commands.removeSearch': [{ about: "of the owner's", input: () => ownersSearch(), expected: OWNER_ONLY }],
  'searches.list': [{ about: 'of oneself', input: () => ({}), expected: CUSTOMERS }],
  'bank.dashboard': [
    { about: 'called', input: () => ({}), expected: [401, 403, 403, 200, 200, 200] },
    {
      about: 'in one currency',
      input: () => ({ currency: 'EUR' }),
      expected: [401, 403, 403, 200, 200, 200],
    },
    {
      about: 'for too long',
      input: () => ({ from: '2020-01-01', to: '2026-01-01' }),
      expected: [401, 403, 403, 400, 400, 400],
    },
  ],
  'insights.spending': [
    { about: "of the owner's account", input: ownAccount, expected: OWN_OR_STAFF },
    { about: 'of the owner', input: () => ({ customerId: owned.customerId }), expected: OWN_OR_STAFF },
    { about: 'of oneself', input: () => ({}), expected: [401, 200, 200, 400, 400, 400] },
  ],
  'insights.cashFlow': [
    { about: "of the owner's account", input: ownAccount, expected: OWN_OR_STAFF },
    { about: 'of the owner', input: () => ({ customerId: owned.customerId }), expected: OWN_OR_STAFF },
    { about: 'of oneself', input: () => ({}), expected: [401, 200, 200, 400, 400, 400] },
  ],
  'insights.flows': [
    { about: "of the owner's account", input: ownAccount, expected: OWN_OR_STAFF },
    { about: 'of the owner', input: () => ({ customerId: owned.customerId }), expected: OWN_OR_STAFF },
    { about: 'of oneself', input: () => ({}), expected: [401, 200, 200, 400, 400, 400] },
  ],
  'insights.netWorth': [
    { about: "of the owner's account", input: ownAccount, expected: OWN_OR_STAFF },
    {
      about: 'of the owner, in one currency',
      input: () => ({ customerId: owned.customerId, currency: 'EUR' }),
      expected: OWN_OR_STAFF,
    },
    { about: 'of oneself', input: () => ({}), expected: [401, 200, 200, 400, 400, 400] },
  ],
  'insights.transactions': [
    { about: "of the owner's account", input: ownAccount, expected: OWN_OR_STAFF },
    { about: 'of the owner', input: () => ({ customerId: owned.customerId }), expected: OWN_OR_STAFF },
    {
      about: 'of oneself',
      input: () => ({ categories: ['rent'] }),
      expected: [401, 200, 200, 400, 400, 400],
    },
  ],
  'insights.rules': [{ about: 'of oneself', input: () => ({}), expected: CUSTOMERS }],
  'commands.clearSuspense': [
    {
      about: 'of a payment that is not there',
      input: () => ({ transferId: randomUUID(), accountId: owned.accountId }),
      expected: [401, 403, 403, 403, 404, 403],
    },
  ],
  'payments.parkedMessages': [
    { about: 'of the bank', input: () => ({}), expected: [401, 403, 403, 200, 200, 200] },
  ],
  'payments.retryMessage': [
    { about: 'that is not there', input: () => ({ position: 1 }), expected: [401, 403, 403, 403, 404, 403] },
  ],
  'payments.list': [{ about: 'of the bank', input: () => ({}), expected: [401, 403, 403, 200, 200, 200] }],
  'commands.createStandingOrder': [
    { about: "out of the owner's account", input: rent, expected: OWNER_ONLY },
    {
      about: 'to an account that does not exist',
      input: () => ({ ...rent(), toAccountId: randomUUID() }),
      expected: [401, 404, 404, 403, 403, 403],
    },
  ],
  'commands.changeStandingOrder': [
    {
      about: "of the owner's",
      input: async () => ({ orderId: await ownersOrder(), money: usd('2.00') }),
      expected: OWNER_ONLY,
    },
  ],
  'commands.skipOccurrence': [
    {
      about: "of the owner's",
      input: async () => ({ orderId: await ownersOrder(), date: rent().schedule.firstDate }),
      expected: OWNER_ONLY,
    },
  ],
  'commands.restoreOccurrence': [
    {
      about: "of the owner's",
      input: async () => {
        const given = { orderId: await ownersOrder(), date: rent().schedule.firstDate }
        await people.owner.command('skipOccurrence', given)
        return given
      },
      expected: OWNER_ONLY,
    },
  ],
  'commands.cancelStandingOrder': [
    { about: "of the owner's", input: async () => ({ orderId: await ownersOrder() }), expected: OWNER_ONLY },
  ],
  'standingOrders.get': [
    { about: "of the owner's", input: caughtUpOrder, expected: OWN_OR_STAFF },
    {
      about: 'of none',
      input: () => ({ orderId: randomUUID() }),
      expected: [401, 404, 404, 404, 404, 404],
    },
  ],
  'standingOrders.list': [{ about: 'of oneself, or all', input: () => ({}), expected: SIGNED_IN }],
  'standingOrders.occurrences': [{ about: "of the owner's", input: caughtUpOrder, expected: OWN_OR_STAFF }],
  'standingOrders.outcomes': [
    {
      about: 'of oneself',
      input: () => ({ from: '2026-01-01', until: '2026-02-01' }),
      expected: [401, 200, 200, 400, 400, 400],
    },
    {
      about: 'of the owner',
      input: () => ({ from: '2026-01-01', until: '2026-02-01', customerId: owned.customerId }),
      expected: OWN_OR_STAFF,
    },
  ],
  'standingOrders.upcoming': [
    { about: 'of oneself', input: () => ({}), expected: [401, 200, 200, 400, 400, 400] },
    {
      about: 'of the owner',
      input: () => ({ customerId: owned.customerId }),
      expected: OWN_OR_STAFF,
    },
  ],
  'payees.list': [{ about: 'of oneself', input: () => ({}), expected: CUSTOMERS }],
  'payees.checkName': [
    { about: 'called', input: () => ({ number: owned.number, name: 'Bob' }), expected: SIGNED_IN },
  ],
  'commands.forgetCustomer': [
    {
      about: 'of somebody without accounts',
      input: async () => {
        const somebody = await bank.customer('Carol')
        const { customerId } = await somebody.ask<{ customerId: string }>('session.me')
        return { customerId, reason: 'as asked' }
      },
      expected: [401, 403, 403, 403, 200, 403],
    },
    {
      about: 'of nobody',
      input: () => ({ customerId: randomUUID(), reason: 'as asked' }),
      expected: [401, 403, 403, 403, 404, 403],
    },
    {
      about: 'of the owner, who has accounts',
      input: () => ({ customerId: owned.customerId, reason: 'as asked' }),
      expected: [401, 403, 403, 403, 422, 403],
    },
  ],
  'accounts.list': [
    { about: 'of oneself, or all', input: () => ({}), expected: SIGNED_IN },
    {
      about: "of the owner's, in one state and currency",
      input: () => ({ customerId: owned.customerId, status: 'open', currency: 'USD' }),
      expected: OWN_OR_STAFF,
    },
  ],
  'accounts.summary': [
    { about: 'of the owner', input: ownAccount, expected: OWN_OR_STAFF },
    {
      about: 'of none',
      input: () => ({ accountId: randomUUID() }),
      expected: [401, 404, 404, 404, 404, 404],
    },
  ],
  'accounts.balance': [
    { about: 'of the owner', input: ownAccount, expected: OWN_OR_STAFF },
    {
      about: 'of the owner, from the write side',
      input: () => ({ ...ownAccount(), from: 'writeSide' }),
      expected: OWN_OR_STAFF,
    },
    {
      about: 'of none, from the write side',
      input: () => ({ accountId: randomUUID(), from: 'writeSide' }),
      expected: [401, 404, 404, 404, 404, 404],
    },
  ],
  'accounts.total': [
    {
      about: 'of the owner',
      input: () => ({ currency: 'EUR', customerId: owned.customerId }),
      expected: OWN_OR_STAFF,
    },
    { about: 'of oneself', input: () => ({ currency: 'EUR' }), expected: [401, 200, 200, 400, 400, 400] },
  ],
  'exchange.rates': [{ about: 'called', input: () => ({}), expected: SIGNED_IN }],
  'exchange.position': [
    { about: 'of the bank', input: () => ({}), expected: [401, 403, 403, 200, 200, 200] },
  ],
  'exchange.quote': [{ about: 'of the owner’s money', input: dollarsToEuros, expected: OWNER_ONLY }],
  'exchange.get': [{ about: 'of the owner’s', input: ownersQuote, expected: OWN_OR_STAFF }],
  'accounts.transactions': [{ about: 'called', input: ownAccount, expected: OWN_OR_STAFF }],
  'accounts.transactionTotals': [{ about: 'called', input: ownAccount, expected: OWN_OR_STAFF }],
  'accounts.activity': [{ about: 'of oneself', input: () => ({}), expected: CUSTOMERS }],
  'accounts.activityTotals': [{ about: 'of oneself', input: () => ({}), expected: CUSTOMERS }],
  'accounts.counterparties': [{ about: 'called', input: ownAccount, expected: OWN_OR_STAFF }],
  'accounts.transaction': [
    {
      about: 'of the owner',
      input: () => ({ ...ownAccount(), position: owned.position }),
      expected: OWN_OR_STAFF,
    },
  ],
  'accounts.balanceAt': [
    {
      about: 'of the owner',
      input: () => ({ ...ownAccount(), at: new Date().toISOString() }),
      expected: OWN_OR_STAFF,
    },
  ],
  'accounts.balanceHistory': [
    {
      about: 'of the owner’s account',
      input: () => ({ ...ownAccount(), ...lastDays() }),
      expected: OWN_OR_STAFF,
    },
    {
      about: 'of all of the owner’s',
      input: () => ({ customerId: owned.customerId, ...lastDays() }),
      expected: OWN_OR_STAFF,
    },
    { about: 'of all of one’s own', input: lastDays, expected: [401, 200, 200, 400, 400, 400] },
  ],
  'accounts.interest': [{ about: 'of the owner’s account', input: ownAccount, expected: OWN_OR_STAFF }],
  'statements.list': [{ about: "of the owner's account", input: ownAccount, expected: OWN_OR_STAFF }],
  'statements.get': [
    {
      about: "of the owner's account",
      input: () => ({ ...ownAccount(), month: new Date().toISOString().slice(0, 7) }),
      expected: OWN_OR_STAFF,
    },
    {
      about: 'of a month in which there was no account',
      input: () => ({ ...ownAccount(), month: '2001-01' }),
      expected: [401, 404, 400, 400, 400, 400],
    },
  ],
  'accounts.findByNumber': [
    { about: 'called', input: () => ({ number: owned.number }), expected: SIGNED_IN },
  ],
  'customers.get': [
    { about: 'of a customer', input: () => ({ customerId: owned.customerId }), expected: STAFF },
    {
      about: 'of nobody',
      input: () => ({ customerId: randomUUID() }),
      expected: [401, 403, 403, 404, 404, 404],
    },
  ],
  'customers.search': [
    { about: 'by a name', input: () => ({ search: 'alice' }), expected: STAFF },
    { about: 'for nothing', input: () => ({ search: ' ' }), expected: [401, 403, 403, 400, 400, 400] },
  ],
  'transfers.get': [
    { about: 'called', input: () => ({ transferId: owned.transferId }), expected: OWN_OR_STAFF },
  ],
  'transfers.list': [
    { about: 'of oneself, or all', input: () => ({}), expected: SIGNED_IN },
    { about: "of the owner's account", input: ownAccount, expected: OWN_OR_STAFF },
  ],
  'audit.stream': [
    {
      about: 'of an account',
      input: () => ({ streamId: `BankAccount-${owned.accountId}` }),
      expected: OWN_OR_STAFF,
    },
    {
      about: 'of a transfer',
      input: () => ({ streamId: `Transfer-${owned.transferId}` }),
      expected: OWN_OR_STAFF,
    },
    {
      about: 'of a person',
      input: () => ({ streamId: `Customer-${owned.customerId}` }),
      expected: [401, 404, 200, 403, 403, 200],
    },
    {
      about: 'of a standing order',
      input: async () => ({ streamId: `StandingOrder-${await ownersOrder()}` }),
      expected: OWN_OR_STAFF,
    },
    {
      about: "of a person's payees",
      input: async () => {
        await ownersPayee()
        return { streamId: `Payees-${owned.customerId}` }
      },
      expected: [401, 404, 200, 403, 403, 200],
    },
  ],
  'projections.watch': [{ about: 'called', input: () => ({}), expected: SIGNED_IN }],
  'audit.search': [
    { about: 'of everything', input: () => ({}), expected: AUDITOR_ONLY, inDemo: SIGNED_IN },
    {
      about: 'of a stream that does not exist',
      input: () => ({ streamId: `Transfer-${randomUUID()}` }),
      expected: [401, 403, 403, 403, 403, 404],
      inDemo: everybody(404),
    },
  ],
  'audit.event': [
    {
      about: 'called',
      input: () => ({ globalPosition: 1 }),
      expected: AUDITOR_ONLY,
      inDemo: SIGNED_IN,
    },
  ],
  'audit.causation': [
    {
      about: 'called',
      input: () => ({ globalPosition: 1 }),
      expected: AUDITOR_ONLY,
      inDemo: SIGNED_IN,
    },
    {
      about: 'beyond the head',
      input: () => ({ globalPosition: 1_000_000 }),
      expected: [401, 403, 403, 403, 403, 400],
    },
  ],
  'deadLetters.list': [{ about: 'called', input: () => ({}), expected: STAFF, inDemo: SIGNED_IN }],
  'deadLetters.failedJobs': [{ about: 'called', input: () => ({}), expected: STAFF, inDemo: SIGNED_IN }],
  'deadLetters.get': [
    {
      about: 'that is not there',
      input: () => ({ id: 1 }),
      expected: [401, 403, 403, 404, 404, 404],
      inDemo: everybody(404),
    },
  ],
  'deadLetters.retry': [
    {
      about: 'that is not there',
      input: () => ({ id: 1 }),
      expected: [401, 403, 403, 403, 404, 403],
      inDemo: everybody(404),
    },
  ],
  'deadLetters.skip': [
    {
      about: 'that is not there',
      input: () => ({ id: 1, reason: 'a test' }),
      expected: [401, 403, 403, 403, 404, 403],
      inDemo: everybody(404),
    },
    { about: 'without a reason', input: () => ({ id: 1 }), expected: [401, 403, 403, 403, 400, 403] },
  ],
  'engineRoom.recentCommands': [
    { about: 'given lately', input: () => ({}), expected: AUDITOR_ONLY, inDemo: SIGNED_IN },
  ],
  'engineRoom.commandFlow': [
    {
      about: 'that was never given',
      input: () => ({ commandId: randomUUID() }),
      expected: [401, 403, 403, 403, 403, 404],
      inDemo: everybody(404),
    },
  ],
  'engineRoom.commandRows': [
    {
      about: 'of one that was never given',
      input: () => ({ commandId: randomUUID() }),
      expected: AUDITOR_ONLY,
      inDemo: SIGNED_IN,
    },
  ],
  'engineRoom.rowsBesideEvents': [
    {
      about: 'of an account',
      input: () => ({ projector: 'account-summaries', streamId: `BankAccount-${owned.accountId}` }),
      expected: AUDITOR_ONLY,
      inDemo: SIGNED_IN,
    },
    {
      about: 'of a stream that does not exist',
      input: () => ({ projector: 'transfers', streamId: `Transfer-${randomUUID()}` }),
      expected: [401, 403, 403, 403, 403, 404],
      inDemo: everybody(404),
    },
  ],
  'engineRoom.processes.overview': [
    { about: 'called', input: () => ({}), expected: AUDITOR_ONLY, inDemo: SIGNED_IN },
  ],
  'engineRoom.processes.instances': [
    {
      about: 'of a process',
      input: () => ({ process: 'month-end' }),
      expected: AUDITOR_ONLY,
      inDemo: SIGNED_IN,
    },
  ],
  'engineRoom.processes.queues': [
    { about: 'called', input: () => ({}), expected: AUDITOR_ONLY, inDemo: SIGNED_IN },
  ],
  'engineRoom.replay.outline': [
    {
      about: 'of an account',
      input: () => ({ streamId: `BankAccount-${owned.accountId}` }),
      expected: AUDITOR_ONLY,
      inDemo: SIGNED_IN,
    },
  ],
  'engineRoom.replay.window': [
    {
      about: 'of a transfer',
      input: () => ({ streamId: `Transfer-${owned.transferId}`, from: 0 }),
      expected: AUDITOR_ONLY,
      inDemo: SIGNED_IN,
    },
  ],
  'engineRoom.replay.find': [
    {
      about: 'in an account',
      input: () => ({
        streamId: `BankAccount-${owned.accountId}`,
        sought: { what: 'balanceAbove', amount: '0' },
      }),
      expected: AUDITOR_ONLY,
      inDemo: SIGNED_IN,
    },
  ],
  'engineRoom.replay.without': [
    {
      about: 'of an account',
      input: () => ({ streamId: `BankAccount-${owned.accountId}`, leftOut: 0 }),
      expected: AUDITOR_ONLY,
      inDemo: SIGNED_IN,
    },
  ],
  'engineRoom.lab.open': [
    {
      about: 'called',
      input: () => ({}),
      expected: NOBODY,
      inDemo: CUSTOMERS,
    },
  ],
  'engineRoom.lab.transferMoney': [
    {
      about: "out of the owner's account",
      input: () => ({
        fromAccountId: owned.accountId,
        toAccountId: owned.otherAccountId,
        money: usd('1.00'),
        description: '',
      }),
      expected: NOBODY,
      inDemo: OWNER_ONLY,
    },
  ],
  'engineRoom.newEvents': [
    { about: 'of everything', input: () => ({ after: 0 }), expected: AUDITOR_ONLY, inDemo: SIGNED_IN },
    {
      about: 'of no time that has been',
      input: () => ({ after: 0, from: '2200-01-01T00:00:00Z' }),
      expected: [401, 403, 403, 403, 403, 400],
      inDemo: everybody(400),
    },
  ],
  'engineRoom.storedEvent': [
    { about: 'called', input: () => ({ position: 1 }), expected: AUDITOR_ONLY, inDemo: SIGNED_IN },
    {
      about: 'beyond the head',
      input: () => ({ position: 1_000_000 }),
      expected: [401, 403, 403, 403, 403, 400],
      inDemo: everybody(400),
    },
  ],
  'engineRoom.seals': [{ about: 'called', input: () => ({}), expected: AUDITOR_ONLY, inDemo: SIGNED_IN }],
  'engineRoom.verify': [{ about: 'called', input: () => ({}), expected: AUDITOR_ONLY, inDemo: SIGNED_IN }],
  'engineRoom.forgery': [
    {
      about: 'of an event that no seal covers',
      input: () => ({ position: 1 }),
      expected: [401, 403, 403, 403, 403, 404],
      inDemo: everybody(404),
    },
    {
      about: 'of no JSON',
      input: () => ({ data: '{' }),
      expected: [401, 403, 403, 403, 403, 400],
      inDemo: everybody(400),
    },
  ],
  'engineRoom.invariants': [
    { about: 'called', input: () => ({}), expected: AUDITOR_ONLY, inDemo: SIGNED_IN },
  ],
  'engineRoom.faults.list': [{ about: 'called', input: () => ({}), expected: NOBODY, inDemo: SIGNED_IN }],
  'engineRoom.faults.set': [
    {
      about: 'of a projector that is to be slow',
      input: () => ({ fault: { kind: 'slowProjector', projector: 'saved-searches', delayMs: 0 } }),
      expected: NOBODY,
      inDemo: SIGNED_IN,
    },
  ],
  'engineRoom.faults.clear': [
    {
      about: 'of one that is over',
      input: () => ({ id: randomUUID() }),
      expected: NOBODY,
      inDemo: SIGNED_IN,
    },
  ],
  'engineRoom.sources': [{ about: 'called', input: () => ({}), expected: AUDITOR_ONLY, inDemo: SIGNED_IN }],
  'engineRoom.source': [
    {
      about: 'of what is explained',
      input: () => ({ path: 'server/read-models/runner.ts' }),
      expected: AUDITOR_ONLY,
      inDemo: SIGNED_IN,
    },
    {
      about: 'of any other file',
      input: () => ({ path: '../../../etc/passwd' }),
      expected: [401, 403, 403, 403, 403, 404],
      inDemo: everybody(404),
    },
  ],
  'feed.list': [{ about: 'called', input: () => ({}), expected: AUDITOR_ONLY }],
  'feed.create': [{ about: 'called', input: () => ({ name: `c-${randomUUID()}` }), expected: AUDITOR_ONLY }],
  'feed.advance': [
    {
      about: 'called for none',
      input: () => ({ name: 'nobody', from: 0, to: 1 }),
      expected: [401, 403, 403, 403, 403, 404],
    },
  ],
  'feed.delete': [
    { about: 'called for none', input: () => ({ name: 'nobody' }), expected: [401, 403, 403, 403, 403, 404] },
  ],
  'projections.versions': [{ about: 'called', input: () => ({}), expected: SIGNED_IN }],
  'history.stateAt': [
    {
      about: 'of an account',
      input: () => ({ streamId: `BankAccount-${owned.accountId}`, streamPosition: 0 }),
      expected: OWN_OR_STAFF,
    },
    {
      about: 'of a person',
      input: () => ({ streamId: `Customer-${owned.customerId}`, streamPosition: 0 }),
      expected: [401, 404, 200, 403, 403, 200],
    },
    {
      about: "of a person's payees",
      input: () => ({ streamId: `Payees-${owned.customerId}`, streamPosition: 0 }),
      expected: [401, 404, 200, 403, 403, 200],
    },
  ],
  'history.replay': [
    {
      about: 'of an account',
      input: () => ({ streamId: `BankAccount-${owned.accountId}` }),
      expected: OWN_OR_STAFF,
    },
    {
      about: 'of a transfer',
      input: () => ({ streamId: `Transfer-${owned.transferId}` }),
      expected: OWN_OR_STAFF,
    },
  ],
  'history.find': [
    {
      about: 'in an account',
      input: () => ({
        streamId: `BankAccount-${owned.accountId}`,
        condition: { path: 'balance', is: 'above', value: '0' },
      }),
      expected: OWN_OR_STAFF,
    },
  ],
  'snapshots.list': [{ about: 'called', input: () => ({}), expected: [401, 403, 403, 200, 200, 200] }],
  'seals.head': [{ about: 'called', input: () => ({}), expected: CONTROLLERS }],
  'seals.verify': [{ about: 'called', input: () => ({}), expected: CONTROLLERS }],
  'projections.status': [{ about: 'called', input: () => ({}), expected: STAFF, inDemo: SIGNED_IN }],
  'projections.rebuild': [
    { about: 'called', input: () => ({}), expected: [401, 403, 403, 403, 200, 403] },
    {
      about: 'of one key',
      input: () => ({ key: owned.accountId }),
      expected: [401, 403, 403, 403, 200, 403],
    },
    {
      about: 'of no key',
      input: () => ({ key: randomUUID() }),
      expected: [401, 403, 403, 403, 404, 403],
      inDemo: everybody(404),
    },
    { about: 'while it is under way', input: () => ({}), expected: [401, 403, 403, 403, 409, 403] },
  ],
  'projections.cancelRebuild': [
    {
      about: 'called',
      input: () => ({}),
      expected: [401, 403, 403, 403, 200, 403],
      inDemo: SIGNED_IN,
    },
    {
      about: 'with what is none',
      input: () => ({ projectors: ['weather'] }),
      expected: [401, 403, 403, 403, 400, 403],
      inDemo: everybody(400),
    },
  ],
  'projections.verify': [
    {
      about: 'of one',
      input: async () => {
        await people.approver.mutate('projections.cancelRebuild', {})
        return { projectors: ['transfers'] }
      },
      expected: [401, 403, 403, 403, 200, 200],
      inDemo: SIGNED_IN,
    },
    { about: 'while it is under way', input: () => ({}), expected: [401, 403, 403, 403, 409, 409] },
  ],
  'projections.pause': [
    {
      about: 'of one',
      input: () => ({ projectors: ['payees'] }),
      expected: [401, 403, 403, 403, 200, 403],
      inDemo: SIGNED_IN,
    },
    { about: 'of none', input: () => ({}), expected: [401, 403, 403, 403, 400, 403] },
  ],
  'projections.resume': [
    {
      about: 'of one',
      input: () => ({ projectors: ['payees'] }),
      expected: [401, 403, 403, 403, 200, 403],
      inDemo: SIGNED_IN,
    },
  ],
  'settings.get': [{ about: 'called', input: () => ({}), expected: [401, 200, 200, 403, 403, 403] }],
  'session.me': [{ about: 'called', input: () => ({}), expected: SIGNED_IN }],
  'system.info': [{ about: 'called', input: () => ({}), expected: [200, 200, 200, 200, 200, 200] }],
  'system.ping': [{ about: 'called', input: () => ({}), expected: SIGNED_IN }],
}

const procedures = Object.entries(
  appRouter._def.procedures as unknown as Record<string, { _def: { type: string } }>,
)

test('every procedure has its line here, and every line its procedure', () => {
  expect(Object.keys(expectations).sort()).toEqual(procedures.map(([path]) => path).sort())
})

const callAs = async (caller: Caller, path: string, type: string, given: object, status: number) => {
  const client = people[caller]
  if (type === 'subscription') {
    const stream = await openStream(client)
    stream.close()
    expect(stream.status).toBe(status)
    return
  }
  const result = type === 'query' ? await client.query(path, given) : await client.mutate(path, given)
  expect(result.status, JSON.stringify(result.error ?? result.data)).toBe(status)
  if (result.error) expect(JSON.stringify(result.error)).not.toMatch(/stack|\.ts:|SELECT/)
}

describe.each(procedures)('%s', (path, procedure) => {
  describe.each(expectations[path] ?? [])('$about', ({ input, expected }) => {
    test.each(callers.map((caller, i) => ({ caller, status: expected[i]! })))(
      '$caller is answered $status',
      async ({ caller, status }) => callAs(caller, path, procedure._def.type, await input(), status),
    )
  })
})

describe('in a demo bank', () => {
  beforeAll(() => {
    const asDemo = (demo: boolean) => Object.assign(bank.bank.services.bank, { demo })
    asDemo(true)
    return () => asDemo(false)
  })

  const open = procedures.flatMap(([path, { _def }]) =>
    (expectations[path] ?? []).flatMap(({ about, input, inDemo }) =>
      inDemo ? [{ path, type: _def.type, about, input, inDemo }] : [],
    ),
  )
  test.each(open)('$path $about is open to everybody', async ({ path, type, input, inDemo }) => {
    for (const [i, caller] of callers.entries()) await callAs(caller, path, type, await input(), inDemo[i]!)
  })
})

test("lists show a customer their own and nobody else's, and staff everybody's", async () => {
  const accountsOf = async (client: Client) => {
    const { data } = await client.ask<{ data: { owner: { customerId: string } }[] }>('accounts.list', {
      limit: 200,
    })
    return new Set(data.map(({ owner }) => owner.customerId))
  }
  await bank.catchUp()
  const idOf = async (one: Client) => (await one.ask<{ customerId: string }>('session.me')).customerId
  const [customerId, carolsId] = [await idOf(people.stranger), await idOf(carol)]
  expect(await accountsOf(people.owner)).toEqual(new Set([owned.customerId]))
  expect(await accountsOf(people.stranger)).toEqual(new Set([customerId]))
  expect(await accountsOf(people.auditor)).toEqual(new Set([owned.customerId, customerId, carolsId]))
  const { data: transfers } = await people.stranger.ask<{ data: object[] }>('transfers.list')
  expect(transfers).toEqual([])
})

test("somebody else's account is answered exactly like one that does not exist", async () => {
  const errorFor = async (accountId: string) => {
    const { error } = await people.stranger.query('accounts.summary', { accountId })
    return { ...error, data: { ...error?.data, correlationId: undefined } }
  }
  expect(await errorFor(owned.accountId)).toEqual(await errorFor(randomUUID()))
  const transferFrom = async (fromAccountId: string) => {
    const { error } = await people.stranger.mutate('commands.transferMoney', {
      fromAccountId,
      toAccountId: owned.otherAccountId,
      money: usd('1.00'),
      description: '',
    })
    return { ...error, data: { ...error?.data, correlationId: undefined } }
  }
  expect(await transferFrom(owned.accountId)).toEqual(await transferFrom(randomUUID()))
})
