import type { Metadata } from 'next'
import { staffText } from '../../../text/staff.ts'
import { AuditTrail } from './audit-trail.tsx'

export const metadata: Metadata = { title: staffText.audit.title }

export default function AuditPage() {
  return <AuditTrail />
}
