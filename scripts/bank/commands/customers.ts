/** `customers forget`: what no one can take back, so nothing is asked and everything is checked. */
import { randomUUIDv7 } from 'node:crypto'
import { type Command, InvalidArgumentError } from 'commander'
import { createForgetCustomer } from '../../../server/auth/forgetting.ts'
import { createCommandBus } from '../../../server/command-bus/command-bus.ts'
import { forgetCustomer } from '../../../server/domain/customer/commands.ts'
import type { Actor } from '../../../server/domain/decider.ts'
import { type CustomerId, customerIdSchema } from '../../../server/domain/ids.ts'
import { Sentence } from '../../sentence.mjs'
import type { Open, OpenBank } from '../open-bank.ts'

/** Whoever has the machine. */
const operator: Actor = { userId: 'operator', role: 'system', customerId: null }

export const registerCustomers = (program: Command, open: Open): void => {
  const customers = program.command('customers').description('the people whose bank this is')
  customers
    .command('forget')
    .description('erases their name, email and login for ever; their accounts must be closed')
    .argument('<customerId>', 'a UUID', checkedBy(customerIdSchema))
    .requiredOption(
      '--reason <text>',
      'why; it stays in the log, so it must name nobody',
      checkedBy(forgetCustomer.input.shape.reason),
    )
    .action((customerId: CustomerId, { reason }: { reason: string }) =>
      open((bank) => forget(bank, customerId, reason)),
    )
}

type Schema<Value> = {
  safeParse: (text: string) => {
    data?: Value
    error?: { issues: readonly { message: string }[] } | undefined
  }
}

const checkedBy =
  <Value>({ safeParse }: Schema<Value>) =>
  (text: string): Value => {
    const { data, error } = safeParse(text)
    if (data === undefined) throw new InvalidArgumentError(`It ${error?.issues[0]?.message}.`)
    return data
  }

const forget = async (
  { database, sql, output }: OpenBank,
  customerId: CustomerId,
  reason: string,
): Promise<void> => {
  const bus = createCommandBus({ sql, clock: () => new Date(), newId: randomUUIDv7 })
  try {
    const result = await createForgetCustomer({ database, bus })({ customerId, reason }, { actor: operator })
    if (result.outcome === 'rejected') throw new Sentence(sentenceFor(result.rejection, customerId))
    const { version } = result
    await output.line({ customerId, version }, () => `${customerId} is forgotten, as of version ${version}.`)
  } finally {
    await bus.stop()
  }
}

type Rejection = Extract<
  Awaited<ReturnType<ReturnType<typeof createForgetCustomer>>>,
  { outcome: 'rejected' }
>['rejection']

const sentenceFor = (rejection: Rejection, customerId: CustomerId): string => {
  switch (rejection.reason) {
    case 'CustomerNotFound':
      return `There is no customer ${customerId}.`
    case 'CustomerAlreadyForgotten':
      return `Customer ${customerId} has been forgotten before.`
    case 'CustomerHasAccounts':
      return `Customer ${customerId} has accounts, which must be closed first: ${rejection.accountIds.join(', ')}.`
    case 'ReasonNamesCustomer':
      return 'The reason has the customer’s name or email in it, and would stay in the log for ever: say it without.'
  }
}
