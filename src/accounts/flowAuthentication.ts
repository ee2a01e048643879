import type { AppmixerClient } from '../client/client.ts'
import type { CallOptions } from '../client/endpoint.ts'
import { AppmixerError, isAppmixerError } from '../client/errors.ts'
import { wait } from '../client/abort.ts'
import {
  getFlowAuthenticationDirectly,
  getFlowAuthenticationStatus,
  requestFlowAuthentication,
} from './endpoints.ts'
import type {
  FlowAuthentication,
  FlowAuthenticationQuery,
  FlowAuthStatus,
  FlowAuthTicket,
} from './types.ts'

export interface FlowAuthenticationOptions extends CallOptions {
  /** Milliseconds after which to give up. Default 60,000. */
  timeout?: number | undefined
}

const name = 'GET /auth/flow/:flowId/poll'
const firstPause = 250
const longestPause = 3_000

/**
 * The accounts that the components of one flow use, or could use. The server collects them for a moment: it hands out
 * a ticket, `GET /auth/flow/:flowId/poll`, and is asked for it, `GET /auth/flow/status/:ticket`, at once and then after
 * pauses that grow from 250 to 3,000 ms. Servers without tickets are asked directly, `GET /auth/flow/:flowId`.
 *
 * @throws AppmixerError `timeout` when it is not done in time, `http` when the server could not collect them
 * @example
 * const { components = {} } = await getFlowAuthentication(client, { flowId })
 */
export async function getFlowAuthentication(
  client: AppmixerClient,
  query: FlowAuthenticationQuery,
  { signal, timeout = 60_000 }: FlowAuthenticationOptions = {},
): Promise<FlowAuthentication> {
  let ticket: FlowAuthTicket
  try {
    ticket = await requestFlowAuthentication(client, query, { signal })
  } catch (error) {
    if (!isAppmixerError(error) || error.status !== 404) throw error
    return getFlowAuthenticationDirectly(client, query, { signal })
  }
  return collected(client, ticket, { signal, timeout })
}

async function collected(
  client: AppmixerClient,
  { ticket }: FlowAuthTicket,
  { signal, timeout }: CallOptions & { timeout: number },
): Promise<FlowAuthentication> {
  const deadline = Date.now() + timeout
  for (let pause = firstPause; ; pause = Math.min(pause * 2, longestPause)) {
    const answer = await getFlowAuthenticationStatus(client, { ticket }, { signal })
    if (answer.status === 'done') return resultOf(answer)
    if (answer.status === 'error') throw failed(answer)
    if (Date.now() + pause > deadline) throw timedOut(timeout)
    await wait(pause, signal)
  }
}

function resultOf({ status: _, ...result }: FlowAuthStatus): FlowAuthentication {
  return result
}

function failed({ error, message }: FlowAuthStatus): AppmixerError {
  const sentence = [message, error].find((text) => typeof text === 'string')
  return new AppmixerError({
    code: 'http',
    endpoint: name,
    serverMessage: sentence,
    message: `${name}: the server could not collect the accounts of the flow${sentence === undefined ? '' : `: ${sentence}`}. Ask again; if it stays, look at the accounts of the flow one by one.`,
  })
}

function timedOut(timeout: number): AppmixerError {
  return new AppmixerError({
    code: 'timeout',
    endpoint: name,
    message: `${name} was not done within ${timeout} ms. The server asks every app about its token, and one of them may be slow. Ask again later.`,
  })
}
