import { act, renderHook, waitFor } from '@testing-library/react'
import { expect, test } from 'vitest'
import {
  rowsOf,
  useAppComponents,
  useApps,
  useCategories,
  useCloneFlow,
  useComponents,
  useConnectComponentAccount,
  useDeleteIntegration,
  useInfiniteIntegrationTemplates,
  useIntegrations,
  useIntegrationsCount,
  useIntegrationTemplates,
  useIntegrationTemplatesCount,
  usePublishDraft,
  useUpdateFlow,
  useValidateFlow,
} from '../../src/index.ts'
import { createSandbox } from '../../src/sandbox/index.ts'
import { createWorld, type World } from '../support.tsx'

const createScene = () => createWorld(createSandbox({ data: 'integrations' }))

async function activate({ sandbox, wrapper }: World, name: string): Promise<string> {
  const { flowId } = sandbox.database.flows.find(
    (flow) => flow.type === 'integration-template' && flow.name === name,
  )!
  const { result } = renderHook(() => useCloneFlow(), { wrapper })
  const clone = await act(() =>
    result.current.mutateAsync({
      flowId,
      isTemplateInstance: true,
      additional: { type: 'integration-instance', sharedWith: [] },
    }),
  )
  return clone.flowId
}

test('a marketplace: templates with totals, pages and categories', async () => {
  const { wrapper } = createScene()
  const { result } = renderHook(
    () => {
      const { data: categories } = useCategories()
      const category = categories?.find(({ name }) => name === 'Engineering')?.id
      return {
        all: useIntegrationTemplates().data,
        count: useIntegrationTemplatesCount().data,
        pages: useInfiniteIntegrationTemplates({ limit: 4 }),
        ofCategory: useIntegrationTemplates(
          { category: category ?? '' },
          { enabled: category !== undefined },
        ).data,
      }
    },
    { wrapper },
  )
  await waitFor(() => expect(result.current.all).toHaveLength(6))
  await waitFor(() => expect(result.current.count).toBe(6))
  await waitFor(() => expect(result.current.ofCategory).toHaveLength(2))
  await waitFor(() => expect(result.current.pages.hasNextPage).toBe(true))
  await act(() => result.current.pages.fetchNextPage())
  await waitFor(() => expect(rowsOf(result.current.pages.data)).toHaveLength(6))
})

test('an integration shows as soon as it is cloned, and a change of it at once', async () => {
  const world = createScene()
  const { sandbox, wrapper } = world
  const { result } = renderHook(
    () => ({
      names: useIntegrations({}, { select: (flows) => flows.map(({ name }) => name) }).data,
      count: useIntegrationsCount().data,
      update: useUpdateFlow(),
    }),
    { wrapper },
  )
  await waitFor(() => expect(result.current.names).toEqual([]))
  const flowId = await activate(world, 'Alerts by mail')
  await waitFor(() => expect(result.current.names).toEqual(['Alerts by mail']))
  await waitFor(() => expect(result.current.count).toBe(1))
  sandbox.faults.add({ on: 'PUT /flows/:flowId', network: 'silent' })
  act(() => result.current.update.mutate({ flowId, name: 'Ours' }))
  await waitFor(() => expect(result.current.names).toEqual(['Ours']))
})

test('deleting an integration takes it away at once, and waits for the server’s word', async () => {
  const world = createScene()
  const { sandbox, wrapper } = world
  const flowId = await activate(world, 'Alerts by mail')
  const stored = sandbox.database.flows.find((flow) => flow.flowId === flowId)!
  Object.assign(stored, { stage: 'running' })
  const { result } = renderHook(
    () => ({
      integrations: useIntegrations().data,
      remove: useDeleteIntegration(),
    }),
    { wrapper },
  )
  await waitFor(() => expect(result.current.integrations).toHaveLength(1))
  act(() => result.current.remove.mutate({ flowId }))
  await waitFor(() => expect(result.current.integrations).toEqual([]))
  await waitFor(() => expect(result.current.remove.isSuccess).toBe(true))
  const asked = sandbox.requests.of('GET /integrations/status/:ticket')
  expect(asked.length).toBeGreaterThan(1)
})

test('an integration that the server cannot delete comes back', async () => {
  const world = createScene()
  const { sandbox, wrapper } = world
  const flowId = await activate(world, 'Alerts by mail')
  const { result } = renderHook(
    () => ({ integrations: useIntegrations().data, remove: useDeleteIntegration() }),
    { wrapper },
  )
  await waitFor(() => expect(result.current.integrations).toHaveLength(1))
  sandbox.faults.add({ on: 'DELETE /integrations/:flowId', status: 403, times: 1 })
  act(() => result.current.remove.mutate({ flowId }))
  await waitFor(() => expect(result.current.remove.error?.status).toBe(403))
  await waitFor(() => expect(result.current.integrations).toHaveLength(1))
})

test('a draft that is published shows in the list, and a component whose account is connected is not missed', async () => {
  const world = createScene()
  const { sandbox, wrapper } = world
  const flowId = await activate(world, 'Alerts by mail')
  const { result } = renderHook(
    () => ({
      names: useIntegrations({}, { select: (flows) => flows.map(({ name }) => name) }).data,
      problems: useValidateFlow(flowId, { select: ({ errors }) => errors.length }).data,
      clone: useCloneFlow(),
      update: useUpdateFlow(),
      publish: usePublishDraft(),
      connect: useConnectComponentAccount(),
    }),
    { wrapper },
  )
  await waitFor(() => expect(result.current.problems).toBe(2))
  const google = sandbox.database.accounts.find(({ service }) => service === 'appmixer:google')!
  const descriptor = sandbox.database.flows.find((flow) => flow.flowId === flowId)!.flow
  const [componentId] = Object.entries(descriptor as Record<string, { type: string }>).find(
    ([, { type }]) => type.startsWith('appmixer.google.'),
  )!
  act(() => result.current.connect.mutate({ componentId, accountId: google.accountId }))
  await waitFor(() => expect(result.current.problems).toBe(1))

  const draft = await act(() =>
    result.current.clone.mutateAsync({
      flowId,
      setOriginFlowId: true,
      connectAccounts: true,
      additional: { type: 'integration-instance-draft' },
    }),
  )
  await act(() => result.current.update.mutateAsync({ ...draft, name: 'Edited' }))
  expect(result.current.names).toEqual(['Alerts by mail'])
  await act(() => result.current.publish.mutateAsync(draft))
  await waitFor(() => expect(result.current.names).toEqual(['Edited']))
  expect(result.current.problems).toBe(1)
})

test('the catalogue is read once, however many components show it', async () => {
  const { queryClient, wrapper } = createScene()
  const use = () => ({
    apps: useApps().data,
    slack: useAppComponents('appmixer.slack').data,
    manifests: useComponents({ names: 'appmixer.slack' }).data,
  })
  const first = renderHook(use, { wrapper })
  await waitFor(() => expect(first.result.current.manifests).toHaveLength(3))
  await waitFor(() => expect(first.result.current.slack).toHaveLength(3))
  await waitFor(() => expect(first.result.current.apps?.length).toBeGreaterThan(10))
  const second = renderHook(use, { wrapper })
  expect(second.result.current).toEqual(first.result.current)
  // A read begins when it is mounted.
  expect(queryClient.isFetching()).toBe(0)
})
