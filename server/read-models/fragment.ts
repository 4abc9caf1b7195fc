/** A part of a statement: written like one, sent only inside of one. */
import type { PendingQuery, Row } from 'postgres'

export type Fragment = PendingQuery<Row[]>
