/**
 * Seals and the log as files: JSON Lines, one seal or one event a line, in order. They are all that is needed to verify
 * a log where there is no bank.
 */
import { open } from 'node:fs/promises'
import { z } from 'zod'
import type { RawEvent, Seal } from './chain.ts'
import type { RawRange } from './raw-events.ts'
import { parsedLine, rawEventOf, UnreadableLine } from './raw-line.ts'
import type { LogToVerify } from './verify.ts'

/** Opened when the first line is asked for: lines that come before anybody listens would be lost. */
export async function* linesOfFile(path: string): AsyncGenerator<string> {
  const file = await open(path)
  try {
    yield* file.readLines()
  } finally {
    await file.close()
  }
}

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const sealSchema = z.object({
  from: z.int().positive(),
  to: z.int().positive(),
  previousHash: sha256,
  hash: sha256,
  contentHashes: z.array(sha256),
  streamIds: z.array(z.string()),
})

export const sealLine = ({ from, to, previousHash, hash, contentHashes, streamIds }: Seal): string =>
  JSON.stringify({ from, to, previousHash, hash, contentHashes, streamIds })

/** Throws {@link UnreadableLine}. */
export async function* sealsOf(lines: AsyncIterable<string>): AsyncGenerator<Seal> {
  for await (const [number, line] of numbered(lines)) {
    const parsed = sealSchema.safeParse(parsedLine(number, line))
    if (!parsed.success) {
      const { path, message } = parsed.error.issues[0]!
      throw new UnreadableLine(number, `is no seal: ${path.join('.') || 'it'}: ${message}`)
    }
    yield parsed.data
  }
}

/** A whole log in canonical lines. It has no word of its own on where it ends: its head is its last event. */
export const logOfLines = (lines: AsyncIterable<string>): LogToVerify => {
  const events = eventsOf(lines)
  const strays: RawEvent[] = []
  const ahead: RawEvent[] = []
  let lastRead: RawEvent[] = []
  let isAtEnd = false
  let head = 0
  const readOn = async () => {
    const { value, done } = await events.next()
    if (done) isAtEnd = true
    else {
      head = value.globalPosition
      if (head < 1) strays.push(value)
      else ahead.push(value)
    }
  }
  const readTo = async (position: number, limit: number) => {
    while (!isAtEnd && ahead.length < limit && head < position) await readOn()
  }
  return {
    get head() {
      return Math.max(0, head)
    },
    read: async ({ after, upTo, limit }: RawRange) => {
      await readTo(upTo, limit)
      while (ahead[0] && ahead[0].globalPosition <= after) ahead.shift()
      const end = ahead.findIndex(({ globalPosition }) => globalPosition > upTo)
      lastRead = ahead.splice(0, Math.min(limit, end < 0 ? ahead.length : end))
      return lastRead
    },
    strays: async () => strays,
    holes: async (sealed) => {
      const missing: number[] = []
      ahead.unshift(...lastRead.filter(({ globalPosition }) => globalPosition > sealed))
      let next = sealed + 1
      for (;;) {
        while (ahead[0]) {
          for (; next < ahead[0].globalPosition; next += 1) missing.push(next)
          next = ahead.shift()!.globalPosition + 1
        }
        if (isAtEnd) return missing
        await readOn()
      }
    },
  }
}

/** In rising order of positions. Throws {@link UnreadableLine}. */
async function* eventsOf(lines: AsyncIterable<string>): AsyncGenerator<RawEvent> {
  let last = Number.NEGATIVE_INFINITY
  for await (const [number, line] of numbered(lines)) {
    const event = rawEventOf(number, line)
    if (!(event.globalPosition > last))
      throw new UnreadableLine(number, `is out of order: position ${event.globalPosition} after ${last}`)
    last = event.globalPosition
    yield event
  }
}

async function* numbered(lines: AsyncIterable<string>): AsyncGenerator<[number, string]> {
  let number = 0
  for await (const line of lines) {
    number += 1
    if (line.trim() !== '') yield [number, line]
  }
}
