/** Commands that move money, or say how it may be moved. */
import { randomUUID } from 'node:crypto'
import { type Expectations, OWNER_ONLY, REVIEWERS, TELLER_ONLY } from './expected.ts'
import { freshAccount, movement, opening, owned, ownersPayee, ownersQuote, people, usd } from './fixture.ts'

export const commandsOnMoney: Expectations = {
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
  'commands.clearSuspense': [
    {
      about: 'of a payment that is not there',
      input: () => ({ transferId: randomUUID(), accountId: owned.accountId }),
      expected: [401, 403, 403, 403, 404, 403],
    },
  ],
}
