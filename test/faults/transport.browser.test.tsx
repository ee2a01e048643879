import { expect, inject, test, vi } from 'vitest'
import { createAppmixerClient, getFlows, isAppmixerError } from '../../src/index.ts'

const { near } = inject('origins')
const token = 'token-canary'

test('T14: Chromium takes no token along when a redirect leaves the origin', async () => {
  const here = createAppmixerClient({ baseUrl: near, token })
  expect(await getFlows(here, {})).toMatchObject([
    { arrived: { authorization: `Bearer ${token}` } },
  ])
  const away = createAppmixerClient({ baseUrl: `${near}/away`, token })
  const [flow] = await getFlows(away, {})
  expect(flow).toHaveProperty('arrived')
  expect(flow).not.toHaveProperty('arrived.authorization')
})

test('T18: an origin that is not allowed is asked three times, and the error names CORS and the base URL, not its address', async () => {
  vi.spyOn(Math, 'random').mockReturnValue(0)
  const fetch = vi.fn(globalThis.fetch)
  const client = createAppmixerClient({ baseUrl: `${near}/closed`, token, fetch })
  const error = await getFlows(client, {}).catch((reason: unknown) => reason)
  expect(isAppmixerError(error)).toBe(true)
  expect(error).toMatchObject({ code: 'network', retryable: true })
  expect(String(error)).toContain('CORS')
  expect(String(error)).toContain('baseUrl')
  expect(String(error)).not.toContain(near)
  expect(fetch).toHaveBeenCalledTimes(3)
})
