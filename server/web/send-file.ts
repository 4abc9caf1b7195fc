/** A file as an answer: what it is called, what it is, as of when, and how many lines there will be. */
import type { ServerResponse } from 'node:http'
import type { Format } from '../exports/formats.ts'
import { sendTexts } from './send-texts.ts'

export type FileToSend<Contents> = {
  readonly format: Format<Contents>
  readonly contents: Contents
  /** Without its ending; letters, digits and hyphens. */
  readonly name: string
  readonly version: number
  /** By which it can be told how far it is; null when it is not known. */
  readonly count: number | null
}

export const sendFile = async <Contents>(
  response: ServerResponse,
  { format, contents, name, version, count }: FileToSend<Contents>,
  correlationId: string,
): Promise<void> => {
  response.setHeader('Content-Type', format.mediaType)
  response.setHeader('Content-Disposition', `attachment; filename="${name}.${format.extension}"`)
  response.setHeader('X-Version', String(version))
  if (count !== null) response.setHeader('X-Total-Count', String(count))
  await sendTexts(response, format.write(contents), correlationId)
}
