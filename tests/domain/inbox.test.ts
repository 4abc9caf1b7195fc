/** How far a customer has read: it only ever goes forward. */
import { describe, it } from 'vitest'
import { alice, bob, by, type Fact, type TestCommand } from '../support/bank.ts'
import { given } from '../support/given.ts'

const { customerId } = alice
const read =
  (upTo: number): Fact =>
  () => [{ type: 'NotificationsRead', data: { customerId, upTo } }]
const markRead = (upTo: number): TestCommand<'markNotificationsRead'> => ({
  name: 'markNotificationsRead',
  data: { customerId, upTo },
  by: alice.owner,
})

describe('marking notifications as read', () => {
  it('goes up to a position', () => {
    given().when(markRead(7)).events(read(7))
    given(read(7)).when(markRead(8)).events(read(8))
    given().when(markRead(7)).answers({ upTo: 7 })
  })
  it.each([7, 6, 1])('never goes back, or nowhere: to %i after 7', (upTo) =>
    given(read(7)).when(markRead(upTo)).rejects('NotificationsAlreadyRead', { field: 'upTo' }),
  )
  it('is nobody else’s to do', () =>
    given()
      .when(by(bob.owner, markRead(7)))
      .rejects('CustomerNotFound', { field: 'customerId' }))
})
