/** A note on one transaction: nothing that is said of one has to do with any other, so each is a stream of its own. */
import { z } from 'zod'
import type { Aggregate } from '../decider.ts'
import { noteStream } from '../ids.ts'
import type { NoteEvent } from './events.ts'

/** Empty as long as there is none. */
export type Note = { readonly text: string }

/** A customer's note on one of their transactions. */
export const note: Aggregate<Note, NoteEvent> = {
  name: 'Note',
  initialState: { text: '' },
  evolve: (_, event) => {
    switch (event.type) {
      case 'TransactionNoted':
        return { text: event.data.note }
    }
  },
  snapshot: { schemaVersion: 1, hasPersonalData: true, schema: z.object({ text: z.string() }) },
}

export const noteRef = (position: number) => ({ streamId: noteStream(position), aggregate: note })
