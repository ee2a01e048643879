/** A back end without React: it makes a user, hands out its token, and reads as that user. */
import { createAppmixerApi, createAppmixerClient, virtualUser } from 'appmixer-react/api'
import { createSandbox } from 'appmixer-react/sandbox'

const baseUrl = 'https://appmixer.test'
const { fetch } = createSandbox()
const username = '42@virtual.acme.test'

const getToken = virtualUser({ baseUrl, fetch, username, password: 'long enough' })
const token = await getToken({ reason: 'initial', signal: new AbortController().signal })

const api = createAppmixerApi(createAppmixerClient({ baseUrl, fetch, token }))
expectToBe((await api.getUser()).username, username)
await api.createFlow('Mine')
expectToBe((await api.getFlows()).map(({ name }) => name).join(), 'Mine')

/** @param {unknown} actual @param {unknown} expected */
function expectToBe(actual, expected) {
  if (actual !== expected) throw new Error(`Got ${String(actual)}, expected ${String(expected)}`)
}
