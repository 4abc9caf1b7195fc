/** Addresses that name a socket, as libpq writes them. */
import { expect, test } from 'vitest'
import { dial, overTcp } from '../../db/address.ts'
import { bySocket } from '../../db/embedded/socket.ts'

const TCP = 'postgres://passbook:secret@127.0.0.1:5433/passbook'

test('the folder of a socket is told to the driver, and is no part of what the server is told', () => {
  expect(dial(`${TCP}?host=%2Fvar%2Frun%2Fpost%20gres`, { max: 1 })).toEqual([
    TCP,
    { max: 1, host: '/var/run/post gres' },
  ])
  expect(dial(`${TCP}?sslmode=disable&host=/run&connect_timeout=3`, {})).toEqual([
    `${TCP}?sslmode=disable&connect_timeout=3`,
    { host: '/run' },
  ])
})

test('an address without one stays as it is', () => {
  for (const address of [TCP, `${TCP}?sslmode=require`, 'postgres://a:1,b:2/bank?ghost=1'])
    expect(dial(address, { max: 3 })).toEqual([address, { max: 3 }])
})

test('the same server over TCP', () => {
  expect(overTcp(`${TCP}?host=%2Frun`)).toBe(TCP)
  expect(overTcp(`${TCP}?host=%2Frun&sslmode=disable`)).toBe(`${TCP}?sslmode=disable`)
  expect(overTcp(TCP)).toBe(TCP)
})

test('a socket that is not there is not named', () => {
  expect(bySocket(TCP, '/nowhere')).toBe(TCP)
})
