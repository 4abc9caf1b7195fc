import type { Metadata } from 'next'
import { staffText } from '../../../text/staff.ts'
import { Reviews } from './reviews.tsx'

export const metadata: Metadata = { title: staffText.reviews.title }

export default function ReviewsPage() {
  return <Reviews />
}
