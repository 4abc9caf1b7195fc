/** The web server's own promises: headers on every answer, no foreign origins, limits, and an orderly end. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { connect } from 'node:net'
import { describe, expect, test } from 'vitest'
import { thisPage } from '../../app/this-page.ts'
import { drawingPages } from '../../server/trpc/this-page.ts'
import type { WebParts } from '../../server/web/server.ts'
import type { Client } from './client.ts'
import { startTestBank } from './test-bank.ts'

/** Instead of a page: what a page at `/told?<accountId>` is told of it, and of who has asked for it. */
const handle: WebParts['pages']['handle'] = async (request, response) => {
  const page = thisPage()
  if (!page?.url.startsWith('/told?'))
    return void response.end(`<p>A page with nonce ${request.headers['x-nonce']}</p>`)
  const accountId = page.url.slice('/told?'.length)
  const answers = await page.ask('customer', [
    ['session.me'],
    ['accounts.list', { limit: 10 }],
    ['accounts.summary', { accountId }],
  ])
  response.end(JSON.stringify({ isDocument: page.isDocument, answers }))
}
const bank = await startTestBank({ parts: { pages: { handle } } })
const overHttps = await startTestBank({ config: { publicUrl: 'https://bank.example' } })
const address = (url: string) => ({ host: new URL(url).hostname, port: Number(new URL(url).port) })

/** Sends bytes as they are and reads until the server closes the connection. */
const sendRaw = (url: string, text: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = connect(address(url), () => socket.write(text))
    let received = ''
    socket.on('data', (chunk) => {
      received += chunk
    })
    socket.on('close', () => resolve(received))
    socket.on('error', reject)
  })

describe('headers', () => {
  const kinds: [string, string, RequestInit, number][] = [
    ['a page', '/', {}, 200],
    ['a page with a query', '/accounts?from=x', {}, 200],
    ['a file', '/_next/static/chunks/main.js', {}, 200],
    ['a procedure', '/api/trpc/system.info', {}, 200],
    ['a procedure that refuses', '/api/trpc/session.me', {}, 401],
    ['a procedure that is not there', '/api/trpc/nothing', {}, 404],
    ['the session endpoint', '/api/auth/get-session', {}, 200],
    ['an endpoint of better-auth that is not offered', '/api/auth/delete-user', { method: 'POST' }, 404],
    ['an endpoint that is not there', '/api/nothing', {}, 404],
    ['health', '/api/health', {}, 200],
    [
      'a foreign origin',
      '/api/trpc/system.ping',
      { method: 'POST', headers: { origin: 'https://evil.example' } },
      403,
    ],
    ['a page that is POSTed to', '/', { method: 'POST' }, 405],
  ]
  test.each(kinds)('%s', async (_, path, init, status) => {
    const response = await fetch(bank.url + path, init)
    expect(response.status).toBe(status)
    const { headers } = response
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('x-frame-options')).toBe('DENY')
    expect(headers.get('referrer-policy')).toBe('same-origin')
    expect(headers.get('permissions-policy')).toContain('camera=()')
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin')
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin')
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
    expect(headers.get('x-correlation-id')).toMatch(/^[0-9a-f-]{36}$/)
    expect(headers.get('x-powered-by')).toBeNull()
    expect(headers.get('strict-transport-security')).toBeNull()
    const isImmutableFile = path.startsWith('/_next/static/')
    expect(headers.get('cache-control')).toBe(isImmutableFile ? null : 'no-store')
  })

  test('a request that is not even HTTP', async () => {
    const answer = await sendRaw(bank.url, 'NONSENSE\r\n\r\n')
    expect(answer).toMatch(/^HTTP\/1.1 400 /)
    expect(answer).toContain('X-Content-Type-Options: nosniff')
    expect(answer).toContain('Cache-Control: no-store')
  })

  const odd: [string, string, number][] = [
    ['no Host', 'GET /api/health HTTP/1.1', 400],
    ['an expectation that nobody knows', 'GET /api/health HTTP/1.1\r\nHost: x\r\nExpect: miracles', 417],
    [
      'a wish for another protocol, which is ignored',
      'GET /api/health HTTP/1.1\r\nHost: x\r\nConnection: upgrade\r\nUpgrade: h2c',
      200,
    ],
    [
      'a wish for a web socket, which nobody has',
      'GET /_next/hmr HTTP/1.1\r\nHost: x\r\nConnection: upgrade\r\nUpgrade: websocket',
      200,
    ],
    ['HTTP/1.0, which needs no Host', 'GET /api/health HTTP/1.0', 200],
  ]
  test.each(odd)('%s', async (_, head, status) => {
    const answer = await sendRaw(bank.url, `${head}\r\nConnection: close\r\n\r\n`)
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
    expect(answer).toContain('X-Content-Type-Options: nosniff')
    expect(answer).toContain("frame-ancestors 'none'")
    expect(answer).toContain('Cache-Control: no-store')
    expect(answer).toMatch(/X-Correlation-Id: [0-9a-f-]{36}\r\n/)
  })

  test.each(['//evil.example/', 'http://evil.example/', '*'])('the address %s is refused', async (target) => {
    const answer = await sendRaw(bank.url, `GET ${target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`)
    expect(answer).toMatch(/^HTTP\/1.1 400 /)
  })

  test('each page has a nonce of its own, the same in its policy and in what the page is made with', async () => {
    const load = async () => {
      const response = await fetch(`${bank.url}/`, { headers: { 'x-nonce': 'chosen-by-the-client' } })
      const policy = response.headers.get('content-security-policy') ?? ''
      const nonce = /'nonce-([^']+)'/.exec(policy)?.[1]
      expect(await response.text()).toContain(`nonce ${nonce}<`)
      expect(policy).toContain(`script-src 'self' 'nonce-${nonce}' 'strict-dynamic';`)
      expect(policy).toContain(`style-src 'self' 'nonce-${nonce}';`)
      expect(policy).not.toContain('unsafe-eval')
      expect(policy).not.toMatch(/(script|style)-src [^;]*unsafe-inline/)
      return nonce
    }
    const [first, second] = [await load(), await load()]
    expect(first).toMatch(/^[A-Za-z0-9+/]{24}$/)
    expect(first).not.toBe(second)
  })

  test('over HTTPS, browsers are told to stay with it', async () => {
    const { headers } = await fetch(overHttps.url)
    expect(headers.get('strict-transport-security')).toContain('max-age=31536000')
    expect(headers.get('content-security-policy')).toContain('upgrade-insecure-requests')
  })
})

describe('requests from elsewhere', () => {
  const ping = (url: string, headers: Record<string, string>, path = '/api/trpc/system.ping') =>
    fetch(url + path, {
      method: 'POST',
      body: '{}',
      headers: { 'content-type': 'application/json', ...headers },
    })

  test.each([
    ['another site', { origin: 'https://evil.example' }],
    ['another port of the same machine', { origin: 'http://localhost:1234' }],
    ['the same name with another scheme', { origin: 'https://localhost:3000' }],
    ['a sandboxed frame', { origin: 'null' }],
    ['a browser that says it is cross-site', { 'sec-fetch-site': 'cross-site' }],
  ])('%s is refused, by tRPC and by better-auth', async (_, headers) => {
    for (const path of ['/api/trpc/system.ping', '/api/auth/sign-out']) {
      const response = await ping(bank.url, headers as Record<string, string>, path)
      expect(response.status).toBe(403)
      expect(await response.json()).toMatchObject({ error: { data: { code: 'FORBIDDEN', httpStatus: 403 } } })
    }
  })

  test.each([
    ['the public origin', { origin: 'http://localhost:3000' }],
    ['no origin at all, as from curl', {}],
  ])('%s is let through', async (_, headers) => {
    // Nobody is signed in: 401 is what tRPC itself answers.
    expect((await ping(bank.url, headers as Record<string, string>)).status).toBe(401)
  })

  test('the name that the request was sent to is let through', async () => {
    expect((await ping(bank.url, { origin: bank.url })).status).toBe(401)
  })

  test('reading is no matter of origins', async () => {
    const response = await fetch(`${bank.url}/api/trpc/system.info`, {
      headers: { origin: 'https://evil.example' },
    })
    expect(response.status).toBe(200)
    expect(response.headers.get('access-control-allow-origin')).toBeNull()
  })
})

describe('bodies', () => {
  const large = JSON.stringify({ note: 'x'.repeat(1024 * 1024) })

  test.each(['/api/trpc/system.ping', '/api/auth/sign-in/email'])(
    'more than 1 MiB to %s is 413',
    async (path) => {
      const response = await bank.client().post(path, large)
      expect(response.status).toBe(413)
      expect(await response.json()).toMatchObject({ error: { data: { code: 'PAYLOAD_TOO_LARGE' } } })
    },
  )

  test('more than 1 MiB without saying so beforehand is 413', async () => {
    const head = [
      'POST /api/trpc/system.ping HTTP/1.1',
      'Host: x',
      'Content-Type: application/json',
      'Transfer-Encoding: chunked',
    ]
    const chunk = `${large.length.toString(16)}\r\n${large}\r\n`
    expect(await sendRaw(bank.url, `${head.join('\r\n')}\r\n\r\n${chunk}`)).toMatch(/^HTTP\/1.1 413 /)
  })

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data'])(
    '%s is not taken, so that no form on another site can send it',
    async (contentType) => {
      const alice = await bank.customer('Alice')
      for (const path of ['/api/trpc/system.ping', '/api/auth/sign-in/email']) {
        const response = await alice.post(path, '{}', { 'content-type': contentType })
        expect(response.status).toBe(415)
      }
    },
  )
})

test("the client's address is the connection's, whatever the request says", async () => {
  const attempt = (forwarded: string) =>
    bank
      .client()
      .post(
        '/api/auth/sign-in/email',
        { email: 'nobody@example.com', password: 'wrong password' },
        { 'x-forwarded-for': forwarded, forwarded: `for=${forwarded}` },
      )
  const statuses: number[] = []
  for (let i = 0; i < 11; i++) statuses.push((await attempt(`10.0.0.${i}`)).status)
  expect(statuses).toEqual([...Array(10).fill(401), 429])
})

describe('what a page is told', () => {
  type Told = {
    isDocument: boolean
    answers: [{ name: string }, { data: { accountId: string }[] }, { data: object } | null] | null
  }
  const told = async (client: Client, accountId: string, headers = {}): Promise<Told> => {
    const response = await client.fetch(`/told?${accountId}`, { headers })
    expect(response.headers.get('cache-control')).toBe('no-store')
    return (await response.json()) as Told
  }

  test('is of whoever asks for it, and of nobody else', async () => {
    const [alice, bob] = [await bank.customer(), await bank.customer('Bob')]
    const asked = { product: 'current', currency: 'USD', name: 'Everyday' }
    const { accountId } = await alice.command<{ accountId: string }>('openAccount', asked)
    await bank.catchUp('account-summaries', 'transactions', 'customers')

    const own = await told(alice, accountId)
    expect(own).toMatchObject({
      isDocument: true,
      answers: [{ name: 'Alice Example' }, { data: [{ accountId }] }, { data: { accountId } }],
    })
    expect(own.answers?.[1]).toEqual(await alice.ask('accounts.list', { limit: 10 }))
    expect(await told(bob, accountId)).toMatchObject({
      answers: [{ name: 'Bob Example' }, { data: [] }, null],
    })
    expect(await told(bank.client(), accountId)).toMatchObject({ answers: null })
    expect(await told(await bank.staff('teller'), accountId)).toMatchObject({ answers: null })
    for (const headers of [{ rsc: '1' }, { 'sec-purpose': 'prefetch' }])
      expect(await told(alice, accountId, headers)).toMatchObject({ isDocument: false })
  })

  test('is nothing when it takes too long', async () => {
    const alice = await bank.customer()
    const cookie = [...alice.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const exchange = {
      request: { url: '/', headers: { cookie } } as IncomingMessage,
      response: { headersSent: true } as ServerResponse,
      correlationId: crypto.randomUUID(),
    }
    let answers: unknown
    await drawingPages(
      bank.bank.services,
      bank.bank.auth,
      0,
    )(exchange, async () => {
      answers = await thisPage()?.ask('customer', [['accounts.list', {}]])
    })
    expect(answers).toBeNull()
    expect(thisPage()).toBeUndefined()
  })
})
