/** docs/domain.md says what the source says, and the source says something about everything. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { domainPage } from '../../scripts/docs/domain-page.ts'
import { type DomainTopic, gapsIn, readDomain } from '../../scripts/docs/domain-source.ts'
import { root } from '../../scripts/root.mjs'
import { commandDefinitions } from '../../server/domain/commands.ts'
import { eventDefinitions } from '../../server/domain/events.ts'
import { type GivenBefore, rejections } from '../../server/domain/rejections.ts'
import { processes } from '../../server/read-models/processes/registry.ts'

let topics: readonly DomainTopic[] = []
beforeAll(() => {
  topics = readDomain(root)
})

const command = (name: string) => topics.flatMap(({ commands }) => commands).find((one) => one.name === name)

describe('the page about the domain', () => {
  it('is up to date: otherwise run `npm run docs:domain`', () => {
    expect(readFileSync(join(root, 'docs/domain.md'), 'utf8')).toBe(domainPage(topics))
  })

  it('has every event and every command once', () => {
    const names = (kind: 'events' | 'commands') =>
      topics.flatMap((topic) => topic[kind].map(({ name }) => name)).sort()
    expect(names('events')).toEqual(Object.keys(eventDefinitions).sort())
    expect(names('commands')).toEqual(Object.keys(commandDefinitions).sort())
  })

  it('knows what a command may write', () => {
    expect(command('openAccount')?.events).toEqual(['AccountOpened'])
    expect(command('transferMoney')?.events).toContain('TransferCompleted')
  })

  it('knows why a command may be refused, and between them all reasons that there are', () => {
    expect(command('closeAccount')?.rejections).toEqual(
      expect.arrayContaining(['AccountNotFound', 'BalanceNotZero']),
    )
    const reasons = topics.flatMap(({ commands }) => commands.flatMap((one) => one.rejections))
    const givenBefore: GivenBefore[] = ['ReasonNamesCustomer']
    expect([...new Set([...reasons, ...givenBefore])].sort()).toEqual(Object.keys(rejections).sort())
  })

  it('has every process, with the events that it follows', () => {
    const found = topics.flatMap((topic) => topic.processes.map(({ name, follows }) => [name, follows]))
    expect(found).toEqual(
      expect.arrayContaining(processes.map(({ process }) => [process.name, Object.keys(process.on)])),
    )
    expect(found).toHaveLength(processes.length)
  })

  it('is not made while something has no sentence', () => {
    const silenced = topics.map((topic) => ({
      ...topic,
      events: topic.events.map((event) =>
        event.name === 'AccountFrozen' ? { ...event, summary: '' } : event,
      ),
      commands: topic.commands.filter(({ name }) => name !== 'closeAccount'),
    }))
    expect(gapsIn(topics)).toEqual([])
    expect(gapsIn(silenced).sort()).toEqual(['AccountFrozen', 'closeAccount'])
  })
})
