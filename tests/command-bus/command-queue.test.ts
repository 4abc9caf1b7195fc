import { describe, expect, it } from 'vitest'
import { receiptKeyOf, type WaitingCommand } from '../../server/command-bus/command.ts'
import { createCommandQueue } from '../../server/command-bus/command-queue.ts'
import { fc, runs } from '../support/property.ts'

const waiting = (commandId: string, userId = 'ada') =>
  ({ commandId, receiptKey: receiptKeyOf({ actor: userId, commandId }) }) as WaitingCommand
const queueOf = (...commands: WaitingCommand[]) => {
  const queue = createCommandQueue()
  for (const command of commands) queue.add(command)
  return queue
}
const ids = (commands: readonly WaitingCommand[]) => commands.map(({ commandId }) => commandId)

describe('the waiting line', () => {
  it('gives as many as are wanted, first come first served', () => {
    const queue = queueOf(waiting('a'), waiting('b'), waiting('c'))
    expect(ids(queue.take(2))).toEqual(['a', 'b'])
    expect(queue.length).toBe(1)
    expect(ids(queue.take(2))).toEqual(['c'])
    expect(queue.take(2)).toEqual([])
  })

  it('keeps back an id that is in the batch already, for the next one', () => {
    const queue = queueOf(waiting('a'), waiting('a'), waiting('b'), waiting('a'), waiting('a', 'ben'))
    expect(ids(queue.take(10))).toEqual(['a', 'b', 'a'])
    expect(ids(queue.take(10))).toEqual(['a'])
    expect(ids(queue.take(10))).toEqual(['a'])
    expect(queue.length).toBe(0)
  })

  it('lets those who come back go first', () => {
    const queue = queueOf(waiting('c'))
    queue.putBack([waiting('a'), waiting('b')])
    queue.putBack([])
    expect(queue.length).toBe(3)
    expect(ids(queue.take(10))).toEqual(['a', 'b', 'c'])
  })

  it('loses nobody and gives nobody twice, whatever the ids and the size of the batches', () => {
    const someIds = fc.array(fc.constantFrom(...'abcde'), { maxLength: 40 })
    fc.assert(
      fc.property(someIds, fc.integer({ min: 1, max: 7 }), (given, max) => {
        const commands = given.map((commandId) => waiting(commandId))
        const queue = queueOf(...commands)
        const taken: WaitingCommand[] = []
        while (queue.length > 0) {
          const batch = queue.take(max)
          expect(batch.length).toBeGreaterThan(0)
          expect(batch.length).toBeLessThanOrEqual(max)
          expect(new Set(ids(batch)).size).toBe(batch.length)
          taken.push(...batch)
        }
        expect(new Set(taken)).toEqual(new Set(commands))
        expect(taken).toHaveLength(commands.length)
        // Those with the same id keep their order, so that the first one is the one that is applied.
        for (const id of 'abcde')
          expect(taken.filter(({ commandId }) => commandId === id)).toEqual(
            commands.filter(({ commandId }) => commandId === id),
          )
      }),
      runs(300),
    )
  })
})
