import { MutationObserver, QueryClient } from '@tanstack/react-query'
import { expect, test } from 'vitest'
import {
  authenticateUserMutationOptions,
  createAccountMutationOptions,
  createPeopleTaskMutationOptions,
  peopleTasksQueryOptions,
  signupUserMutationOptions,
  type AppmixerClient,
} from '../../src/index.ts'
import { createSandbox, demoUsers } from '../../src/sandbox/index.ts'
import { ada, ben, clientOf } from '../support.tsx'
import { waitFor } from '../until.ts'

const canary = 'canary-password-8842'
const task = { title: 'x', approver: ben, requester: ada, decisionBy: '2027-01-01T00:00:00.000Z' }

const cases: Record<string, (client: AppmixerClient) => [options: object, variables: object]> = {
  authenticateUser: (client) => [authenticateUserMutationOptions(client), demoUsers.ada],
  signupUser: (client) => [
    signupUserMutationOptions(client),
    { username: 'eve@acme.test', password: canary },
  ],
  createAccount: (client) => [
    createAccountMutationOptions(client),
    { service: 'appmixer:github', token: { key: canary } },
  ],
  createPeopleTask: (client) => [createPeopleTaskMutationOptions(client), task],
}

test.each(Object.entries(cases))(
  'nothing of %s stays in the cache once nobody waits for it',
  async (_, optionsFor) => {
    const queryClient = new QueryClient()
    const [options, variables] = optionsFor(clientOf(createSandbox()))
    const observer = new MutationObserver<unknown, Error, object>(queryClient, options)
    const unsubscribe = observer.subscribe(() => {})
    await observer.mutate(variables)
    expect(queryClient.getMutationCache().getAll()).toHaveLength(1)
    unsubscribe()
    await waitFor(() => expect(queryClient.getMutationCache().getAll()).toEqual([]))
  },
)

test('a task secret is in no key, though two secrets are two keys', () => {
  const client = clientOf(createSandbox())
  const keys = ['a', 'b'].map(
    (end) => peopleTasksQueryOptions(client, { secret: canary + end }).queryKey,
  )
  expect(JSON.stringify(keys)).not.toContain(canary)
  expect(keys[0]).not.toEqual(keys[1])
})
