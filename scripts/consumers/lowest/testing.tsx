/** The types of the entry for tests, on the lowest peers. */
import { createTestAppmixer, type TestAppmixer } from 'appmixer-react/testing'

const app: TestAppmixer = createTestAppmixer({ user: 'ben@acme.test', retries: 1 })
app.addStore({ name: 'Orders', records: { 'order-1': { total: 7 } } })
app.fail('startFlow', 500)
// @ts-expect-error -- there is no such call
app.fail('strtFlow', 500)

export const rendered = <app.wrapper>{app.lastRequest('getFlows').path}</app.wrapper>
