/**
 * What postgres.js is opened with for an address that may name a socket in the file system, as libpq writes it:
 * `postgres://user@localhost:5432/bank?host=/folder`. A short statement takes half the time over one. (The driver knows
 * sockets, but not this way of naming them, and would send the server a setting called "host".)
 */
import type postgres from 'postgres'

type Types = Record<string, postgres.PostgresType>

/** For `postgres(...dial(address, options))`. */
export const dial = <T extends Types>(
  address: string,
  options: postgres.Options<T>,
): [string, postgres.Options<T>] => {
  const folder = /[?&]host=([^&#]+)/.exec(address)?.[1]
  if (!folder) return [address, options]
  return [overTcp(address), { ...options, host: decodeURIComponent(folder) }]
}

/** The same server's address without its socket. */
export const overTcp = (address: string): string =>
  address.replace(/([?&])host=[^&#]*(&?)/, (_, before: string, after: string) => (after ? before : ''))
