/** A file that comes piece by piece: counted, whole or not at all, and what went wrong in words. */
import { afterEach, describe, expect, it, vi } from 'vitest'
import { DownloadFailed, downloadFile, nameIn, type Progress } from '../../../app/api-client/download.ts'
import { fileSize } from '../../../app/components/file-size.ts'

const request = { path: '/api/statements/export', body: { format: 'csv' } }
const answer = (make: () => Response | Promise<Response>) =>
  vi.stubGlobal(
    'fetch',
    vi.fn(async () => make()),
  )
const stream = (pieces: readonly string[], end: 'end' | 'cut') =>
  new ReadableStream<Uint8Array>({
    start: (controller) => {
      for (const piece of pieces) controller.enqueue(new TextEncoder().encode(piece))
      if (end === 'end') controller.close()
      else controller.error(new TypeError('network error'))
    },
  })
const headers = {
  'content-type': 'text/csv; charset=utf-8',
  'content-disposition': 'attachment; filename="statement-2026-03-1234.csv"',
}
const download = (
  signal = new AbortController().signal,
  onProgress: (progress: Progress) => void = () => undefined,
  mark?: string,
) => downloadFile(request, { signal, onProgress, ...(mark && { mark }) })

afterEach(() => {
  vi.unstubAllGlobals()
})

describe('a file', () => {
  it('has the name and the kind that the bank says, and is counted as it comes', async () => {
    answer(() => new Response(stream(['date,', 'amount\n', '1,2\n'], 'end'), { headers }))
    const seen: number[] = []
    const { name, blob } = await download(undefined, ({ bytes }) => {
      seen.push(bytes)
    })
    expect(name).toBe('statement-2026-03-1234.csv')
    expect(blob.type).toContain('text/csv')
    expect(await blob.text()).toBe('date,amount\n1,2\n')
    expect(seen.at(-1)).toBe(16)
    expect(seen).toEqual(seen.toSorted((a, b) => a - b))
  })

  it('is so far as its lines are of all that there will be, also where one is torn apart', async () => {
    const pieces = ['date,amount\r', '\n1,2\r\n3', ',4\r\n5,6\r\n']
    const shares = async (more: object) => {
      answer(() => new Response(stream(pieces, 'end'), { headers: { ...headers, ...more } }))
      const seen: (number | null)[] = []
      await download(undefined, ({ share }) => void seen.push(share), '\r\n')
      return seen
    }
    expect(await shares({ 'x-total-count': '4' })).toEqual([0, 0.5, 1])
    // The row of names is one more: never more than all of it.
    expect((await shares({ 'x-total-count': '3' })).at(-1)).toBe(1)
    expect(await shares({})).toEqual([null, null, null])
  })

  it('that is cut off is none', async () => {
    answer(() => new Response(stream(['date,'], 'cut'), { headers }))
    await expect(download()).rejects.toBeInstanceOf(DownloadFailed)
  })

  it('that is not there is said in words', async () => {
    const refusal = (status: number, data: object) =>
      answer(() =>
        Response.json({ error: { message: '', data: { httpStatus: status, ...data } } }, { status }),
      )
    refusal(400, { fields: [{ path: 'format', reason: 'cannot hold these lines' }] })
    await expect(download()).rejects.toThrow('format cannot hold these lines.')
    refusal(404, {})
    await expect(download()).rejects.toThrow('There is nothing here that you may see.')
    refusal(500, { correlationId: 'abc' })
    await expect(download()).rejects.toThrow('abc')
    answer(() => new Response('Bad gateway', { status: 502 }))
    await expect(download()).rejects.toThrow('Something went wrong on our side.')
    answer(() => Promise.reject(new TypeError('Failed to fetch')))
    await expect(download()).rejects.toThrow('The bank cannot be reached right now.')
  })

  it('that is stopped says nothing of the bank', async () => {
    const stop = new AbortController()
    answer(() => {
      stop.abort()
      throw stop.signal.reason
    })
    await expect(download(stop.signal)).rejects.not.toBeInstanceOf(DownloadFailed)
  })
})

it.each([
  [null, 'export'],
  ['attachment', 'export'],
  ['attachment; filename="../../x"', 'export'],
  ['attachment; filename="a-1.pdf"', 'a-1.pdf'],
])('%s names %s', (disposition, name) => expect(nameIn(disposition)).toBe(name))

it.each([
  [1, '1 kB'],
  [240_000, '240 kB'],
  [1_250_000, '1.3 MB'],
  [12_500_000, '13 MB'],
])('%d bytes are %s', (bytes, words) => expect(fileSize(bytes)).toBe(words))
