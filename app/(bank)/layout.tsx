import type { ReactNode } from 'react'
import { askFirst } from './ask-first.ts'
import { BankFrame } from './bank-frame.tsx'
import { FirstPicture } from './first-picture.tsx'

export default async function BankLayout({ children }: { children: ReactNode }) {
  const bankTimeZone = process.env.BANK_TIME_ZONE || 'UTC'
  const first = await askFirst(bankTimeZone)
  return (
    <BankFrame
      bankTimeZone={bankTimeZone}
      answers={first && { questions: first.questions, answers: first.answers }}
      picture={first && <FirstPicture first={first} bankTimeZone={bankTimeZone} />}
    >
      {children}
    </BankFrame>
  )
}
