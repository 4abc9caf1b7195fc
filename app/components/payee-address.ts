/**
 * The address of the form that pays somebody on the list. It names them by the list's id: an account number says who
 * somebody is, and addresses stand in the logs of servers.
 */
export const payHref = (payeeId: string): string => `/transfer?to=${payeeId}`

/** The payee's id in such an address; undefined for anything else, such as the number that stood there once. */
export const payeeIdIn = (to: string): string | undefined =>
  /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(to) ? to.toLowerCase() : undefined
