/**
 * A proxy in front of Postgres that loses connections at a chosen moment: the network of a bad day.
 *
 * One fault at a time is planned with `loseWhen`: it strikes when the client sends the given text.
 */
import { createServer, type Socket, connect as tcpConnect } from 'node:net'
import { overTcp } from '../../db/address.ts'

export type Loss =
  /** The message never reaches Postgres. */
  | 'before Postgres hears'
  /** Postgres has done it; its answer never reaches the client. */
  | 'before the answer'
  /** Postgres has the message and is at work on it while the client has already lost the connection. */
  | 'while Postgres works'
  /** The message is still under way when the client loses the connection; `deliver` lets it arrive. */
  | 'message still under way'

export type PlannedLoss = {
  readonly happened: Promise<void>
  /** For a message still under way: hands it to Postgres, and answers when Postgres has dealt with it. */
  readonly deliver: () => Promise<void>
}

export type TcpProxy = {
  readonly url: string
  readonly loseWhen: (text: string, loss: Loss) => PlannedLoss
  /** Breaks every connection, also those of the next moment; answers how many there were, and how to end it. */
  readonly shake: () => { readonly attempts: () => number; readonly calm: () => void }
  /** As if Postgres were not running: connections are refused. Answers how to start it again. */
  readonly unplug: () => Promise<() => Promise<void>>
  readonly close: () => Promise<void>
}

type Plan = {
  readonly text: string
  readonly loss: Loss
  readonly strike: (deliver: () => Promise<void>) => void
}

/** The end of what Postgres sends when it is done and outside any transaction. */
const READY = Buffer.from([0x5a, 0, 0, 0, 5, 0x49])

export const startTcpProxy = async (databaseUrl: string): Promise<TcpProxy> => {
  const target = new URL(overTcp(databaseUrl))
  const sockets = new Set<Socket>()
  let plan: Plan | undefined
  let calm = true
  let attempts = 0

  const server = createServer((client) => {
    if (!calm) {
      attempts += 1
      client.destroy()
      return
    }
    const postgres = tcpConnect(Number(target.port), target.hostname)
    for (const socket of [client, postgres]) {
      sockets.add(socket)
      socket.setNoDelay(true)
      // A lost connection is what this is for; each end learns of it by the other's `close`.
      socket.on('error', () => undefined)
      socket.on('close', () => sockets.delete(socket))
    }
    let struck = false
    let recent = ''
    postgres.on('close', () => client.destroy())
    client.on('close', () => {
      if (!struck) postgres.destroy()
    })
    const isDone = () =>
      new Promise<void>((resolve) => {
        let end = Buffer.alloc(0)
        postgres.on('data', (answer: Buffer) => {
          end = Buffer.concat([end, answer]).subarray(-READY.length)
          if (end.equals(READY)) resolve()
        })
        postgres.on('close', () => resolve())
      })
    postgres.on('data', (answer) => {
      if (!struck) client.write(answer)
    })
    client.on('data', (message) => {
      recent = (recent + message.toString('latin1')).slice(-100_000)
      if (!plan || !recent.includes(plan.text)) {
        postgres.write(message)
        return
      }
      const { loss, strike } = plan
      plan = undefined
      struck = true
      const lose = (deliver = async () => {}) => {
        client.destroy()
        strike(deliver)
      }
      switch (loss) {
        case 'before Postgres hears':
          postgres.destroy()
          return lose()
        case 'before the answer':
          void isDone().then(() => {
            postgres.destroy()
            lose()
          })
          postgres.write(message)
          return
        case 'while Postgres works':
          postgres.write(message)
          return lose()
        case 'message still under way':
          return lose(async () => {
            const done = isDone()
            postgres.write(message)
            await done
            postgres.destroy()
          })
      }
    })
  })
  let port = 0
  const listen = () => new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  await listen()
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The proxy has no port')
  const url = new URL(target)
  url.hostname = '127.0.0.1'
  port = address.port
  url.port = String(port)

  const cutAll = () => {
    for (const socket of sockets) socket.destroy()
  }
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      cutAll()
    })
  return {
    url: url.href,
    loseWhen: (text, loss) => {
      const { promise, resolve } = Promise.withResolvers<() => Promise<void>>()
      plan = { text, loss, strike: resolve }
      return { happened: promise.then(() => undefined), deliver: async () => (await promise)() }
    },
    shake: () => {
      calm = false
      attempts = 0
      cutAll()
      return {
        attempts: () => attempts,
        calm: () => {
          calm = true
        },
      }
    },
    unplug: async () => {
      await close()
      return listen
    },
    close,
  }
}
