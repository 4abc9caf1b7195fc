'use client'

/** What a part of a page is about, in plain words, and the function that does it. */
import type { ReactNode } from 'react'
import { type ExplainedName, useSources } from '../api-client/engine-room-queries.ts'
import { PageLink } from '../components/page-link.tsx'
import { engineRoomText } from '../text/engine-room.ts'
import classes from './engine-room.module.css'
import { sourceHref } from './source-href.ts'

const { explanation: text } = engineRoomText

export function Explanation({ of: name, children }: { of: ExplainedName; children: ReactNode }) {
  return (
    <p className={classes.explanation}>
      {children} <SourceLink of={name} />
    </p>
  )
}

export function SourceLink({ of: name }: { of: ExplainedName }) {
  const { data } = useSources()
  const [path = '', symbol = ''] = name.split('#')
  const line = data?.places.find((place) => place.name === name)?.line
  return (
    <PageLink
      href={sourceHref({ path, line }, data?.repository ?? null)}
      className={classes.sourceLink}
      title={line === undefined ? path : text.line(path, line)}
    >
      {text.where(symbol)} · {path}
      {line !== undefined && `:${line}`}
    </PageLink>
  )
}
