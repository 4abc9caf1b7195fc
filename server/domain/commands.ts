/** Every command of the bank, by the name it has on the wire. A new command is a file in its aggregate and a line here. */
import type { z } from 'zod'
import { closeAccount } from './bank-account/closing.ts'
import {
  changeTransferLimits,
  depositMoney,
  freezeAccount,
  openAccount,
  renameAccount,
  setLowBalanceAlert,
  setOverdraftLimit,
  unfreezeAccount,
  withdrawMoney,
} from './bank-account/commands.ts'
import { categoriseTransaction, forgetCategoryRule } from './categories/commands.ts'
import { forgetCustomer, registerCustomer, setUndoWindow } from './customer/commands.ts'
import { exchangeMoney, quoteExchange } from './exchange/commands.ts'
import { markNotificationsRead } from './inbox/commands.ts'
import { closeMonth } from './month-end/commands.ts'
import { noteTransaction } from './note/commands.ts'
import { addPayee, removePayee, renamePayee, trustPayee, untrustPayee } from './payee/commands.ts'
import { rejectPayment, settlePayment } from './payment/answers.ts'
import { acknowledgePayment, expirePayment, sendPayment, submitPayment } from './payment/commands.ts'
import { receivePayment, sendBackPayment } from './payment/incoming.ts'
import { clearSuspense } from './payment/suspense.ts'
import { acceptRequest, cancelRequest, declineRequest, expireRequest } from './payment-request/answering.ts'
import { requestMoney, splitBill } from './payment-request/asking.ts'
import { refundTransfer } from './refund/commands.ts'
import { approveTransfer, declineTransfer } from './review/commands.ts'
import { removeSearch, saveSearch } from './saved-search/commands.ts'
import {
  cancelStandingOrder,
  changeStandingOrder,
  createStandingOrder,
  restoreOccurrence,
  skipOccurrence,
} from './standing-order/commands.ts'
import { executeOccurrence } from './standing-order/execution.ts'
import { finishOccurrence } from './standing-order/in-review.ts'
import { transferMoney } from './transfer/commands.ts'
import { cancelTransfer, expireTransfer, settleTransfer } from './transfer/held-commands.ts'

/** Commands that clients may send; each becomes a mutation. */
export const wireCommands = {
  openAccount,
  depositMoney,
  withdrawMoney,
  transferMoney,
  cancelTransfer,
  refundTransfer,
  approveTransfer,
  declineTransfer,
  setUndoWindow,
  sendPayment,
  clearSuspense,
  exchangeMoney,
  acceptRequest,
  declineRequest,
  cancelRequest,
  freezeAccount,
  unfreezeAccount,
  renameAccount,
  setOverdraftLimit,
  setLowBalanceAlert,
  changeTransferLimits,
  renamePayee,
  trustPayee,
  untrustPayee,
  removePayee,
  createStandingOrder,
  changeStandingOrder,
  skipOccurrence,
  restoreOccurrence,
  cancelStandingOrder,
  saveSearch,
  removeSearch,
}

/** All commands, those included that only the bank itself gives, or adds something to. */
export const commandDefinitions = {
  ...wireCommands,
  registerCustomer,
  forgetCustomer,
  closeAccount,
  addPayee,
  requestMoney,
  splitBill,
  expireRequest,
  categoriseTransaction,
  forgetCategoryRule,
  noteTransaction,
  markNotificationsRead,
  settleTransfer,
  expireTransfer,
  submitPayment,
  acknowledgePayment,
  settlePayment,
  rejectPayment,
  expirePayment,
  receivePayment,
  sendBackPayment,
  executeOccurrence,
  finishOccurrence,
  quoteExchange,
  closeMonth,
}

export type CommandName = keyof typeof commandDefinitions
export type WireCommandName = keyof typeof wireCommands
type Definition<Name extends CommandName> = (typeof commandDefinitions)[Name]

/** A command's data as the bus takes it: parsed, ids still optional. */
export type CommandData<Name extends CommandName> = z.output<Definition<Name>['input']>
/** A command's data as it stands in JSON. */
export type CommandInput<Name extends CommandName> = z.input<Definition<Name>['input']>
export type CommandAnswer<Name extends CommandName> = ReturnType<Definition<Name>['answer']>
/** Every reason for which this command can be rejected. */
export type CommandRejection<Name extends CommandName> = Extract<
  ReturnType<Definition<Name>['decide']>,
  { outcome: 'rejected' }
>['rejection']
export type BankRejection = { [Name in CommandName]: CommandRejection<Name> }[CommandName]
