import { it } from 'vitest'
import { alice, bob, register, registered } from '../support/bank.ts'
import { given } from '../support/given.ts'

it('registers a customer', () => given().when(register(alice)).events(registered(alice)))
it('answers the customer’s id', () => given().when(register(alice)).answers({ customerId: alice.customerId }))
it('registers the next one too', () => given(registered(bob)).when(register(alice)).events(registered(alice)))
it('registers nobody twice', () =>
  given(registered(alice)).when(register(alice)).rejects('CustomerAlreadyExists'))
