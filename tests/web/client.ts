/** An HTTP client that keeps cookies, as a browser would. */
export type ApiResult = {
  readonly status: number
  readonly headers: Headers
  /** What the procedure answered. */
  readonly data: unknown
  readonly error: ApiError | undefined
}

export type ApiError = {
  message: string
  data: {
    code: string
    httpStatus: number
    correlationId?: string
    fields?: { path: string; reason: string }[]
    rejection?: { reason: string; [detail: string]: unknown }
    reason?: string
    reached?: number
  }
}

export class Client {
  readonly baseUrl: string
  cookies = new Map<string, string>()

  constructor(baseUrl: string) {
    this.baseUrl = baseUrl
  }

  async fetch(
    path: string,
    init: RequestInit & { headers?: Record<string, string> } = {},
  ): Promise<Response> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(this.baseUrl + path, {
      redirect: 'manual',
      ...init,
      headers: { ...(cookie && { cookie }), ...init.headers },
    })
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';')
      const equals = pair.indexOf('=')
      const [name, value] = [pair.slice(0, equals), pair.slice(equals + 1)]
      if (value === '') this.cookies.delete(name)
      else this.cookies.set(name, value)
    }
    return response
  }

  post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
    return this.fetch(path, {
      method: 'POST',
      body: typeof body === 'string' ? body : JSON.stringify(body),
      headers: { 'content-type': 'application/json', ...headers },
    })
  }

  async query(procedure: string, input?: object): Promise<ApiResult> {
    const search = input === undefined ? '' : `?input=${encodeURIComponent(JSON.stringify(input))}`
    return resultOf(await this.fetch(`/api/trpc/${procedure}${search}`))
  }

  async mutate(
    procedure: string,
    input: unknown = {},
    headers: Record<string, string> = {},
  ): Promise<ApiResult> {
    return resultOf(await this.post(`/api/trpc/${procedure}`, input, headers))
  }

  /** As `query`, for tests that go on with the answer: throws when there is none. */
  async ask<Data>(procedure: string, input?: object): Promise<Data> {
    return dataOf<Data>(procedure, await this.query(procedure, input))
  }

  async command<Data = { version: number }>(name: string, input: object): Promise<Data> {
    return dataOf<Data>(name, await this.mutate(`commands.${name}`, input))
  }
}

const dataOf = <Data>(procedure: string, { error, data }: ApiResult): Data => {
  if (error) throw new Error(`${procedure}: ${JSON.stringify(error)}`)
  return data as Data
}

const resultOf = async (response: Response): Promise<ApiResult> => {
  const body = (await response.json()) as { result?: { data: unknown }; error?: ApiError }
  return { status: response.status, headers: response.headers, data: body.result?.data, error: body.error }
}
