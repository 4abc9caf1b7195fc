/** Commands about whom one pays, what one is asked for, what comes again, and what one remembers. */
import { randomUUID } from 'node:crypto'
import { CUSTOMERS, type Expectations, OWNER_ONLY } from './expected.ts'
import {
  asking,
  bank,
  carols,
  owned,
  ownersOrder,
  ownersPayee,
  ownersRequest,
  ownersSearch,
  people,
  randomIban,
  rent,
  toTheOwner,
  usd,
} from './fixture.ts'

/** Another category each time. */
let categorised = 0

export const commandsBesideMoney: Expectations = {
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
  'commands.setUndoWindow': [
    { about: 'for oneself', input: () => ({ seconds: 5 }), expected: [401, 200, 200, 403, 403, 403] },
    {
      about: 'for the owner',
      input: () => ({ customerId: owned.customerId, seconds: 5 }),
      expected: [401, 404, 200, 403, 403, 403],
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
}
