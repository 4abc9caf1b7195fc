/**
 * A file that the bank writes while it is being fetched. It is handed to the browser's own storage as it comes, counted
 * on the way, and never held as a whole by the page. A file that was cut off is no file: then this fails.
 */
import { describeReadFailure, wireErrorOf } from './failures.ts'
import { countMarks } from './line-count.ts'
import { noteVisit } from './session-end.ts'
import { leaveForSignIn } from './sign-in.ts'

export type FileRequest = {
  /** The endpoint, such as `/api/statements/export`. */
  readonly path: string
  readonly body: Readonly<Record<string, unknown>>
  /** In the address, where it is asked for with GET: then it holds nothing that must not stand there. */
  readonly isAddress?: boolean
}

/** How much there is, and of how much, from 0 to 1, where the bank has said how much there will be. */
export type Progress = { readonly bytes: number; readonly share: number | null }

export type DownloadedFile = { readonly name: string; readonly blob: Blob }

/** Why there is no file, in words for a person. */
export class DownloadFailed extends Error {
  override name = 'DownloadFailed'
}

export const downloadFile = async (
  { path, body, isAddress = false }: FileRequest,
  {
    signal,
    onProgress,
    mark,
  }: {
    readonly signal: AbortSignal
    readonly onProgress: (progress: Progress) => void
    /** What each line begins or ends with. */
    readonly mark?: string
  },
): Promise<DownloadedFile> => {
  const asked = isAddress
    ? fetch(`${path}?${new URLSearchParams(body as Record<string, string>)}`, { signal })
    : fetch(path, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
        signal,
      })
  const response = await asked.catch((error: unknown) => failWith(error, signal))
  if (!response.ok || !response.body) throw await refusalOf(response)
  noteVisit()
  const total = Number(response.headers.get('x-total-count') ?? Number.NaN)
  const lines = mark !== undefined && total > 0 ? countMarks(mark) : undefined
  let bytes = 0
  const counting = new TransformStream<Uint8Array, Uint8Array>({
    transform: (chunk, controller) => {
      bytes += chunk.byteLength
      onProgress({ bytes, share: lines ? Math.min(1, lines(chunk) / total) : null })
      controller.enqueue(chunk)
    },
  })
  const headers = { 'content-type': response.headers.get('content-type') ?? 'application/octet-stream' }
  const blob = await new Response(response.body.pipeThrough(counting), { headers })
    .blob()
    .catch((error: unknown) => failWith(error, signal))
  return { name: nameIn(response.headers.get('content-disposition')), blob }
}

/** `attachment; filename="statement-2026-03-1234.pdf"`: names are letters, digits, points and hyphens. */
export const nameIn = (disposition: string | null): string =>
  /filename="([\w.-]+)"/.exec(disposition ?? '')?.[1] ?? 'export'

const failWith = (error: unknown, signal: AbortSignal): never => {
  if (signal.aborted) throw error
  throw new DownloadFailed(describeReadFailure(undefined))
}

const refusalOf = async (response: Response): Promise<DownloadFailed> => {
  if (response.status === 401) leaveForSignIn()
  const refusal: { error?: unknown } = await response.json().catch(() => ({}))
  const [field] = wireErrorOf(refusal.error)?.fields ?? []
  return new DownloadFailed(
    field
      ? `${field.path} ${field.reason}.`
      : describeReadFailure(refusal.error ?? { data: { httpStatus: response.status } }),
  )
}

/** Puts a file where the browser puts downloads. */
export const saveFile = ({ name, blob }: DownloadedFile): void => {
  const url = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // The browser reads it after the click, at a time of its own.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
