'use client'

/** A verification of the log that somebody has asked for on this page; it ends with the page. */
import { useEffect, useRef, useState } from 'react'
import { type Verification, verifyInParts } from '../engine-room/proof/verification.ts'
import { api } from './api.ts'

export const useVerification = () => {
  const [step, setStep] = useState<Verification | null>(null)
  const running = useRef<AbortController>(null)
  useEffect(() => () => running.current?.abort(), [])
  const start = (from: number, end: number) => {
    running.current?.abort()
    const controller = new AbortController()
    running.current = controller
    const tell = (next: Verification) => {
      if (running.current === controller) setStep(next)
    }
    void verifyInParts({ from, end, signal: controller.signal }, parts, tell)
  }
  return { step, start, cancel: () => running.current?.abort() }
}

const parts = {
  verify: async (from: number, signal: AbortSignal) =>
    (await api.engineRoom.verify.query({ from }, { signal })).data,
  rest: (ms: number, signal: AbortSignal) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms)
      signal.addEventListener('abort', () => {
        clearTimeout(timer)
        resolve()
      })
    }),
  now: () => performance.now(),
}
