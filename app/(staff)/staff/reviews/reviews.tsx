'use client'

/** The queue: what waits for the bank's people, the oldest first, and what they have decided before. */
import { SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import { useReviews } from '../../../api-client/staff-queries.ts'
import { ListExport } from '../../../components/list-export.tsx'
import { PageHeading } from '../../../components/page-heading.tsx'
import { staffText } from '../../../text/staff.ts'
import classes from '../staff.module.css'
import { StaffList } from '../staff-list.tsx'
import { ReviewRow } from './review-row.tsx'

const { reviews: text } = staffText

export function Reviews() {
  const [status, setStatus] = useState<'waiting' | 'all'>('waiting')
  const list = useReviews(status)
  return (
    <>
      <PageHeading title={text.title} note={text.note} />
      <SegmentedControl
        className={classes.switch}
        aria-label={text.which}
        size="md"
        withItemsBorders={false}
        value={status}
        onChange={(value) => setStatus(value === 'all' ? 'all' : 'waiting')}
        data={[
          { value: 'waiting', label: text.waiting },
          { value: 'all', label: text.all },
        ]}
      />
      <StaffList
        list={list}
        title={text[status]}
        loading={text.loading}
        empty={{ title: status === 'waiting' ? text.none : text.noneEver, detail: text.noneDetail }}
        exported={<ListExport list="reviews" filter={{ status }} />}
      >
        <ul>
          {list.rows.map((review) => (
            <ReviewRow key={review.transferId} review={review} />
          ))}
        </ul>
      </StaffList>
    </>
  )
}
