/**
 * PDFKit writes a few bytes at a time, and of a long document the table at its end by hundreds of thousands of them: they
 * are joined to pieces of about a page, so that each is not an object of its own, ten times as large as what is in it.
 */
const PIECE = 16_384

export const createJoined = () => {
  let full: Uint8Array[] = []
  let piece = new Uint8Array(PIECE)
  let length = 0

  const next = () => {
    if (length > 0) full.push(piece.subarray(0, length))
    piece = new Uint8Array(PIECE)
    length = 0
  }
  return {
    add: (bytes: Uint8Array): void => {
      if (length + bytes.length > PIECE) next()
      if (bytes.length > PIECE) full.push(Uint8Array.from(bytes))
      else {
        piece.set(bytes, length)
        length += bytes.length
      }
    },
    /** The last one may be shorter. */
    end: next,
    /** What has become full since it was last asked for. */
    taken: (): Uint8Array[] => {
      const taken = full
      full = []
      return taken
    },
  }
}
