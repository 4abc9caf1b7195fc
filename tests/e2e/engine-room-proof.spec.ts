/** Proof, by keyboard: the log is verified, and a forgery is tried on a copy. */
import { isAccessible } from './axe.ts'
import { expect, heading, test } from './keyboard.ts'

/** The demo bank's 28,000 events, 2,000 at a time, with rests twice as long as each answer takes. */
const VERIFIED_MS = 60_000

test('the log is what was sealed, and a forgery on a copy is found', async ({ page, people, keys }) => {
  test.setTimeout(45_000 + VERIFIED_MS)
  await people.me({ balance: '12.00' })
  await page.goto('/engine-room/proof')
  await expect(heading(page, 'Proof')).toBeVisible()
  const seals = page.getByRole('region', { name: 'Seals' })
  await expect(seals).toContainText('Every event is sealed.')

  const verify = page.getByRole('region', { name: 'Verify now' })
  const whole = verify.getByRole('button', { name: 'Verify the whole log' })
  await keys.enter(whole)
  await expect(verify.getByRole('button', { name: 'Cancel' })).toBeFocused()
  await expect(verify).toContainText(/Everything from #1 to #[\d,]+ is exactly what was sealed/, {
    timeout: VERIFIED_MS,
  })
  await expect(whole).toBeFocused()

  const bench = page.getByRole('region', { name: 'What a forged event would look like' })
  const data = bench.getByLabel('What it says')
  await expect(data).toHaveValue(/"amountMinor"/)
  const real = await data.inputValue()
  await keys.write(data, '{"a"')
  await keys.enter(bench.getByRole('button', { name: 'Forge the copy' }))
  await expect(bench).toContainText('That is no JSON object.')
  await keys.write(data, '{"amountMinor": "1"}')
  await keys.enter(bench.getByRole('button', { name: 'Forge the copy' }))
  const result = bench.getByRole('status', { name: 'What comes of it' })
  await expect(result).toContainText(/edited: #[\d,]+/)
  await keys.tick(bench.getByRole('radio', { name: /Makes every seal after it anew/ }))
  await expect(result).toContainText('Within the bank nobody would see it.')
  await isAccessible(page, 'the proof')

  await keys.enter(bench.getByRole('button', { name: 'As it was' }))
  await expect(data).toHaveValue(real)
  await expect(result).toContainText('nothing has changed')
})
