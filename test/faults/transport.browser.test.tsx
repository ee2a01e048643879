import { expect, inject, test, vi } from 'vitest'
import { createAppmixerClient, getFlows, isAppmixerError } from '../../src/index.ts'

const { near, far } = inject('origins')
const token = 'token-canary'

test('T14: Chromium takes no token along when a redirect leaves the origin, and the answer from there is dropped', async () => {
  const here = createAppmixerClient({ baseUrl: near, token })
  expect(await getFlows(here, {})).toMatchObject([
    { arrived: { authorization: `Bearer ${token}` } },
  ])
  const away = createAppmixerClient({ baseUrl: `${near}/away`, token })
  const error = await getFlows(away, {}).catch((reason: unknown) => reason)
  expect(error).toMatchObject({ code: 'schema', retryable: false })
  const arrived = await fetch(`${far}/arrived`)
  expect(await arrived.json()).toEqual([null])
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
