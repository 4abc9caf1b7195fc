/**
 * What the bank has not answered yet is done once, however often it is asked for: whoever fills in the same again, after
 * a lost answer, a closed dialog or a reload, gives the same command, with the id that it went out with. Any answer of
 * the bank's ends that, and so does signing out: from then on the same once more is meant to be done once more.
 */
import type { TRPCLink } from '@trpc/client'
import type { inferRouterInputs } from '@trpc/server'
import { observable, tap } from '@trpc/server/observable'
import type { AppRouter } from '../../server/trpc/router.ts'
import { judge } from './failures.ts'

type CommandName = keyof inferRouterInputs<AppRouter>['commands'] & string

/**
 * Whether it comes on top of what is there already when it is given twice. All others leave the second time what the
 * first has made or are refused, and must not be held to an older id: who freezes, unfreezes and freezes again, means it.
 */
const comesOnTop: Readonly<Record<CommandName, boolean>> = {
  openAccount: true,
  depositMoney: true,
  withdrawMoney: true,
  transferMoney: true,
  exchangeMoney: true,
  sendPayment: true,
  refundTransfer: true,
  requestMoney: true,
  splitBill: true,
  createStandingOrder: true,
  clearSuspense: true,
  saveSearch: true,
  cancelTransfer: false,
  acceptRequest: false,
  declineRequest: false,
  cancelRequest: false,
  setUndoWindow: false,
  closeAccount: false,
  freezeAccount: false,
  unfreezeAccount: false,
  renameAccount: false,
  setOverdraftLimit: false,
  setLowBalanceAlert: false,
  markNotificationsRead: false,
  approveTransfer: false,
  declineTransfer: false,
  changeTransferLimits: false,
  addPayee: false,
  renamePayee: false,
  trustPayee: false,
  untrustPayee: false,
  removePayee: false,
  categoriseTransaction: false,
  forgetCategoryRule: false,
  noteTransaction: false,
  removeSearch: false,
  changeStandingOrder: false,
  skipOccurrence: false,
  restoreOccurrence: false,
  cancelStandingOrder: false,
  forgetCustomer: false,
}

const STORAGE_KEY = 'passbook.unanswered'
/** Whoever comes back later has looked at what became of it, and asks for it anew. */
export const KEPT_FOR_MS = 30 * 60_000

type Storage = Pick<globalThis.Storage, 'getItem' | 'setItem' | 'removeItem'>
type Kept = { readonly commandId: string; readonly at: number }
type AllKept = Readonly<Record<string, Kept>>

export const createUnanswered = (storage: () => Storage, now: () => number = Date.now) => {
  const read = (): AllKept => {
    try {
      const all: AllKept = JSON.parse(storage().getItem(STORAGE_KEY) ?? '{}')
      return Object.fromEntries(Object.entries(all).filter(([, { at }]) => now() - at < KEPT_FOR_MS))
    } catch {
      // Somebody else's text under our key, or a browser that keeps nothing.
      return {}
    }
  }
  const write = (all: AllKept) => {
    try {
      if (Object.keys(all).length === 0) storage().removeItem(STORAGE_KEY)
      else storage().setItem(STORAGE_KEY, JSON.stringify(all))
    } catch {
      // The command is given all the same; the form's own id still holds.
    }
  }
  return {
    /** The id under which this was given before and not answered; otherwise this one, kept from now on. */
    idFor: (key: string, commandId: string): string => {
      const all = read()
      const known = all[key]
      if (!known) write({ ...all, [key]: { commandId, at: now() } })
      return known?.commandId ?? commandId
    },
    answered: (key: string, commandId: string) => {
      const { [key]: known, ...others } = read()
      if (known?.commandId === commandId) write(others)
    },
  }
}

export const unanswered = createUnanswered(() => window.sessionStorage)

export const unansweredCommandsLink =
  (kept = unanswered): TRPCLink<AppRouter> =>
  () =>
  ({ op, next }) => {
    const given = commandIn(op.path, op.input)
    if (!given) return next(op)
    const { key, data } = given
    const commandId = kept.idFor(key, given.commandId)
    return observable((observer) =>
      next({ ...op, input: { ...data, commandId } })
        .pipe(
          tap({
            next: () => kept.answered(key, commandId),
            error: (error) => {
              if (judge(error).kind === 'refused') kept.answered(key, commandId)
            },
          }),
        )
        .subscribe(observer),
    )
  }

const isCommand = (name: string): name is CommandName => Object.hasOwn(comesOnTop, name)

const commandIn = (path: string, input: unknown) => {
  const name = path.replace(/^commands\./, '')
  if (name === path || !isCommand(name) || !comesOnTop[name]) return undefined
  const { commandId, ...data } = input as { commandId?: string }
  if (commandId === undefined) return undefined
  return { commandId, data, key: `${name} ${digestOf(JSON.stringify(data))}` }
}

/**
 * Tells what was asked for from anything else, without keeping the words (FNV-1a, 64 bits). Should two ever have the same
 * one, the bank refuses an id that comes again with other content.
 */
const digestOf = (text: string): string => {
  let hash = 0xcbf29ce484222325n
  for (const byte of new TextEncoder().encode(text))
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n)
  return hash.toString(16)
}
