/**
 * `customers forget`: what no one can take back, so nothing is asked and everything is checked. `customers rekey`: the
 * way from one master key to another.
 */
import { randomUUIDv7 } from 'node:crypto'
import { type Command, InvalidArgumentError } from 'commander'
import { createForgetCustomer } from '../../../server/auth/forgetting.ts'
import { createCommandBus } from '../../../server/command-bus/command-bus.ts'
import { forgetCustomer } from '../../../server/domain/customer/commands.ts'
import type { Actor } from '../../../server/domain/decider.ts'
import { type CustomerId, customerIdSchema } from '../../../server/domain/ids.ts'
import { rekeyCustomers } from '../../../server/event-store/customer-keys.ts'
import { masterKey } from '../../../server/event-store/master-key.ts'
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
  customers
    .command('rekey')
    .description('encrypts every customer’s key under PASSBOOK_MASTER_KEY that is under the former one')
    .action(() => open(rekey))
}

/** At a terminal nothing is gained by asking again: their accounts' histories take what they take. */
const LONG_LOAD_PATIENCE_MS = 60 * 60 * 1000

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
  const bus = createCommandBus({
    sql,
    clock: () => new Date(),
    newId: randomUUIDv7,
    longLoadPatienceMs: LONG_LOAD_PATIENCE_MS,
  })
  try {
    const result = await createForgetCustomer({ database, bus })({ customerId, reason }, { actor: operator })
    if (result.outcome === 'rejected') throw new Sentence(sentenceFor(result.rejection, customerId))
    const { version } = result
    await output.line({ customerId, version }, () => `${customerId} is forgotten, as of version ${version}.`)
  } finally {
    await bus.stop()
  }
}

const rekey = async ({ sql, output, progress, signal }: OpenBank): Promise<void> => {
  const { id, former } = masterKey()
  const bar = progress('Encrypting', 1)
  const { rekeyed, damaged } = await rekeyCustomers(sql, {
    signal,
    onProgress: (done, total) => bar.reach(done / total, `${done} of ${total} keys`),
  }).finally(bar.end)
  await output.value({ masterKey: id, formerMasterKey: former?.id ?? null, rekeyed, damaged }, () =>
    rekeyed > 0
      ? `${rekeyed} customers’ keys are under master key ${id} now; the former one, ${former?.id}, opens none of them any more.`
      : `There was nothing to do: no customer’s key is under another master key than ${id}.`,
  )
  if (damaged.length > 0)
    throw new Sentence(`Keys that do not open were left as they are, those of ${damaged.join(', ')}.`)
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
