/** A bank in which everybody is signed in who may call, and what the owner has there, made anew where a call changes it. */
import { randomInt, randomUUID } from 'node:crypto'
import { addDays } from '../../../server/domain/calendar/business-dates.ts'
import { germanIban } from '../../support/payees.ts'
import type { Client } from '../../web/client.ts'
import { startTestBank } from '../../web/test-bank.ts'
import type { Caller } from './expected.ts'

export const usd = (amount: string) => ({ amount, currency: 'USD' })
export const opening = { product: 'current', currency: 'USD', name: 'Daily' }

export const bank = await startTestBank()
export const people = {} as Record<Caller, Client>
/** The owner's account with 1,000.00 on it, another one of the owner's, and a transfer between the two. */
export const owned = {
  position: 0,
  accountId: '',
  number: '',
  otherAccountId: '',
  euroAccountId: '',
  transferId: '',
  customerId: '',
}
/** Somebody whom the owner has to do with. */
export const carols = { accountId: '' } as { client: Client; accountId: string }

export const freshAccount = async () => {
  const { accountId } = await people.owner.command<{ accountId: string }>('openAccount', opening)
  return accountId
}

/** No two alike, because nobody can save a number twice. */
export const randomIban = () => germanIban(randomInt(1e9))
export const ownersPayee = async () => {
  const payee = { name: 'Carol', number: randomIban() }
  return (await people.owner.command<{ payeeId: string }>('addPayee', payee)).payeeId
}

/** From dollars to euros, at a price that holds. */
export const dollarsToEuros = () => ({
  fromAccountId: owned.accountId,
  toAccountId: owned.euroAccountId,
  sell: usd('2.00'),
})
export const ownersQuote = async () => {
  const { quoteId } = await people.owner
    .mutate('exchange.quote', dollarsToEuros())
    .then(({ data }) => data as { quoteId: string })
  return { quoteId }
}

export const ownersSearch = async () => {
  const search = { name: randomUUID(), filter: { search: 'rent' } }
  return { searchId: (await people.owner.command<{ searchId: string }>('saveSearch', search)).searchId }
}

/** The owner asks Carol, and Carol the owner. */
export const asking = () => ({ toAccountId: owned.accountId, money: usd('1.00'), description: '' })
export const ownersRequest = async () => {
  const payer = { accountId: carols.accountId }
  const request = { ...asking(), payer }
  return {
    requestId: (await people.owner.command<{ requestId: string }>('requestMoney', request)).requestId,
  }
}
export const toTheOwner = async () => {
  const request = { ...asking(), toAccountId: carols.accountId, payer: { accountId: owned.accountId } }
  return {
    requestId: (await carols.client.command<{ requestId: string }>('requestMoney', request)).requestId,
  }
}

/** Not before next month, so that no worker would pay it meanwhile. */
export const rent = () => ({
  fromAccountId: owned.accountId,
  toAccountId: owned.otherAccountId,
  money: usd('1.00'),
  description: 'Rent',
  schedule: { frequency: 'monthly', firstDate: addDays(new Date().toISOString().slice(0, 10), 30) },
})
export const ownersOrder = async () =>
  (await people.owner.command<{ orderId: string }>('createStandingOrder', rent())).orderId
export const caughtUpOrder = async () => {
  const orderId = await ownersOrder()
  await bank.catchUp('standing-orders')
  return { orderId }
}

/** Everybody signs in, and the owner comes into possession. */
export const movedIn = async (): Promise<void> => {
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
  carols.client = await bank.customer('Carol')
  Object.assign(carols, await carols.client.command<{ accountId: string }>('openAccount', opening))
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
}

export const movement = () => ({ accountId: owned.accountId, money: usd('1.00'), description: '' })
export const ownAccount = () => ({ accountId: owned.accountId })
export const lastDays = () => {
  const today = new Date().toISOString().slice(0, 10)
  return { from: addDays(today, -6), to: today }
}
