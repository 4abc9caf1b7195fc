/** The bank says of itself how it is, while its worker goes and comes back. */
import { expect, test } from '../support/e2e.ts'

test('health follows the worker', async ({ bank, request }) => {
  const health = async () => {
    const response = await request.get('/api/health')
    return { status: response.status(), body: await response.json() }
  }
  await expect.poll(health).toMatchObject({ status: 200, body: { status: 'ok' } })

  await bank.worker.kill()
  await expect
    .poll(health)
    .toMatchObject({ status: 503, body: { checks: { database: 'ok', worker: 'missing' } } })

  await bank.worker.start()
  await expect
    .poll(health)
    .toMatchObject({ status: 200, body: { checks: { worker: 'ok', projections: 'ok' } } })
})

test('the front page leads to the sign-in', async ({ page }) => {
  await page.goto('/')

  await expect(page).toHaveURL(/sign-in/)
})
