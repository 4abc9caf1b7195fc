/** Who calls, what a procedure is given, and with which status each of them is to be answered. */

export const callers = ['nobody', 'stranger', 'owner', 'teller', 'approver', 'auditor'] as const
export type Caller = (typeof callers)[number]
export type Case = {
  readonly about: string
  /** Made anew for each caller, because a command changes what the next one would find. */
  readonly input: () => Promise<object> | object
  readonly expected: Expected
  /** In a demo bank, where that differs. */
  readonly inDemo?: Expected
}
export type Expected = readonly [number, number, number, number, number, number]

export const SIGNED_IN: Case['expected'] = [401, 200, 200, 200, 200, 200]
export const everybody = (status: number): Expected => [401, status, status, status, status, status]
export const OWN_OR_STAFF: Case['expected'] = [401, 404, 200, 200, 200, 200]
export const CONTROLLERS: Case['expected'] = [401, 403, 403, 403, 200, 200]
export const STAFF: Case['expected'] = [401, 403, 403, 200, 200, 200]
export const REVIEWERS: Case['expected'] = [401, 403, 403, 422, 422, 403]
export const AUDITOR_ONLY: Case['expected'] = [401, 403, 403, 403, 403, 200]
export const NOBODY: Case['expected'] = [401, 403, 403, 403, 403, 403]
export const OWNER_ONLY: Case['expected'] = [401, 404, 200, 403, 403, 403]
export const CUSTOMERS: Case['expected'] = [401, 200, 200, 403, 403, 403]
export const TELLER_ONLY: Case['expected'] = [401, 403, 403, 200, 403, 403]

/** By the procedure's path. */
export type Expectations = Readonly<Record<string, readonly Case[]>>
