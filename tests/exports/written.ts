/** What a writer has written, as one. */
export const textOf = async (parts: AsyncIterable<string | Uint8Array>): Promise<string> =>
  (await bytesOf(parts)).toString('utf8')

export const bytesOf = async (parts: AsyncIterable<string | Uint8Array>): Promise<Buffer> => {
  const chunks: Buffer[] = []
  for await (const part of parts) chunks.push(Buffer.from(part as Uint8Array))
  return Buffer.concat(chunks)
}
