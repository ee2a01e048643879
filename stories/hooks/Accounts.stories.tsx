import type { Meta, StoryObj } from '@storybook/react-vite'
import { skipToken } from '@tanstack/react-query'
import {
  useAccountChecks,
  useAccountFlows,
  useAccounts,
  useAccountUsage,
  useComponentAccounts,
  useConnectAccount,
  useConnectComponentAccount,
  useCreateAccount,
  useDeleteAccount,
  useDisconnectComponentAccount,
  useErrorMessage,
  useFlow,
  useFlowAuthentication,
  useFlows,
  useInvalidAccounts,
  useSetAccountName,
  useSuspenseAccountFlows,
  useSuspenseAccounts,
  useSuspenseComponentAccounts,
  useSuspenseFlowAuthentication,
  useTestAccount,
  useTestAccounts,
} from 'appmixer-react'
import { Suspense, useState } from 'react'
import { expect, spyOn, waitFor, within } from 'storybook/test'
import { useStoryWorld } from '../house/appmixer.tsx'
import { pageOf, shows } from '../house/hooks.tsx'
import source from './Accounts.stories.tsx?raw'

const meta: Meta = {
  title: 'Hooks/Accounts',
  tags: ['autodocs'],
  parameters: pageOf(
    'Connections of the user to other services. Whether one still works is a question to that service.',
  ),
}

export default meta

type Story = StoryObj

function Accounts() {
  const { data: accounts = [] } = useAccounts()
  const setAccountName = useSetAccountName()
  const testAccount = useTestAccount()
  const errorMessage = useErrorMessage()
  const error = setAccountName.error ?? testAccount.error
  return (
    <>
      {error && <p role="alert">{errorMessage(error)}</p>}
      <ul>
        {accounts.map(({ accountId, name, displayName, service }) => (
          <li key={accountId}>
            <span>
              {displayName || name} <small>{service}</small>
            </span>
            <button
              aria-label={`Rename ${displayName || name}`}
              onClick={() => setAccountName.mutate({ accountId, displayName: 'Support workspace' })}
            >
              Rename
            </button>
            <button
              aria-label={`Test ${displayName || name}`}
              onClick={() => testAccount.mutate({ accountId })}
            >
              Test
            </button>
          </li>
        ))}
      </ul>
      {testAccount.data && (
        <p role="status">{testAccount.data.ok ? 'It works.' : 'Connect it again.'}</p>
      )}
    </>
  )
}

/** The name that the user gives shows at once. An account that does not work any more is no error of its test. */
export const Default: Story = {
  name: 'useAccounts, useSetAccountName, useTestAccount',
  ...shows({ Accounts }, source, {
    hooks: ['useAccounts', 'useSuspenseAccounts', 'useSetAccountName', 'useTestAccount'],
  }),
  async play({ canvas, userEvent }) {
    await userEvent.click(await canvas.findByRole('button', { name: 'Rename Acme workspace' }))
    await expect(await canvas.findByText('Support workspace')).toBeVisible()
    await userEvent.click(canvas.getByRole('button', { name: 'Test Stripe live' }))
    await expect(await canvas.findByRole('status')).toBeVisible()
  },
}

function TestedAccounts() {
  const { data: accounts = [] } = useAccounts()
  const { run, checkOf, isRunning } = useAccountChecks()
  const invalid = useInvalidAccounts()
  return (
    <>
      <div className="row">
        <button disabled={isRunning} onClick={() => run(accounts)}>
          Test all
        </button>
        <span>
          Signed out: <em>{invalid.length}</em>
        </span>
      </div>
      <ul>
        {accounts.map(({ accountId, name, displayName }) => (
          <li key={accountId}>
            <span>{displayName || name}</span> <em>{checkOf(accountId).status}</em>
          </li>
        ))}
      </ul>
    </>
  )
}

/** What the tests found stays until the session ends, and every component sees it: a badge, for example. */
export const Checks: Story = {
  name: 'useAccountChecks, useInvalidAccounts',
  ...shows({ TestedAccounts }, source, { hooks: ['useAccountChecks', 'useInvalidAccounts'] }),
  async play({ canvas, userEvent }) {
    await canvas.findAllByRole('listitem')
    await userEvent.click(canvas.getByRole('button', { name: 'Test all' }))
    await waitFor(() => expect(canvas.queryByText('unknown')).toBeNull())
    await waitFor(() => expect(canvas.queryByText('testing')).toBeNull())
  },
}

function TestRun() {
  const { data: accounts = [] } = useAccounts()
  const { run, isRunning, results } = useTestAccounts({ concurrency: 2 })
  const broken = results.filter((result) => result.status === 'done' && !result.data.ok)
  return (
    <>
      <button disabled={isRunning} onClick={() => run(accounts)}>
        Test {accounts.length} accounts
      </button>
      <p role="status">
        {results.filter(({ status }) => status === 'done').length} tested, {broken.length} signed
        out
      </p>
    </>
  )
}

/** The run itself, with the result of each account. */
export const TestAccounts: Story = {
  name: 'useTestAccounts',
  ...shows({ TestRun }, source, { hooks: ['useTestAccounts'] }),
  async play({ canvas, userEvent }) {
    await userEvent.click(await canvas.findByRole('button', { name: 'Test 6 accounts' }))
    await expect(await canvas.findByText(/^6 tested/)).toBeVisible()
  },
}

function DeleteAccounts() {
  const { data: accounts = [] } = useAccounts()
  const [asked, setAsked] = useState<string>()
  const { data: flows } = useAccountFlows(asked ?? skipToken)
  const { usageOf, load } = useAccountUsage(accounts.map(({ accountId }) => accountId))
  const deleteAccount = useDeleteAccount()
  return (
    <>
      <button onClick={() => load(accounts.map(({ accountId }) => accountId))}>
        Who uses them?
      </button>
      <ul>
        {accounts.map(({ accountId, name, displayName }) => (
          <li key={accountId}>
            <span>
              {displayName || name} <small>{usageOf(accountId).flows?.length}</small>
            </span>
            {asked === accountId ? (
              <button disabled={!flows} onClick={() => deleteAccount.mutate({ accountId })}>
                {flows ? `Stop ${flows.length} flows and delete it` : '…'}
              </button>
            ) : (
              <button
                aria-label={`Delete ${displayName || name}`}
                onClick={() => setAsked(accountId)}
              >
                Delete
              </button>
            )}
          </li>
        ))}
      </ul>
    </>
  )
}

/** The server stops every flow that uses a deleted account. So show them first. */
export const DeleteAccount: Story = {
  name: 'useDeleteAccount, useAccountFlows, useAccountUsage',
  ...shows({ DeleteAccounts }, source, {
    hooks: ['useDeleteAccount', 'useAccountFlows', 'useSuspenseAccountFlows', 'useAccountUsage'],
  }),
  async play({ canvas, userEvent }) {
    await userEvent.click(await canvas.findByRole('button', { name: 'Delete Stripe live' }))
    await userEvent.click(await canvas.findByRole('button', { name: /^Stop \d+ flows/ }))
    await waitFor(() => expect(canvas.queryByText('Stripe live')).toBeNull())
  },
}

function ConnectSlack() {
  const { connect, cancel, isConnecting, outcome, error } = useConnectAccount({ pollInterval: 500 })
  const errorMessage = useErrorMessage()
  return (
    <>
      <div className="row">
        <button disabled={isConnecting} onClick={() => connect({ service: 'appmixer:slack' })}>
          Connect Slack
        </button>
        {isConnecting && <button onClick={cancel}>Cancel</button>}
      </div>
      {outcome?.status === 'connected' && (
        <p role="status">Connected: {outcome.account.displayName || outcome.account.name}</p>
      )}
      {outcome?.status === 'refused' && <p role="alert">Slack said no.</p>}
      {error && <p role="alert">{errorMessage(error)}</p>}
    </>
  )
}

/** In this story book no window is opened. These are its buttons. */
function ConsentWindow() {
  const { consents } = useStoryWorld().sandbox
  const decide = (how: 'allow' | 'deny') => {
    for (const { ticket } of consents.waiting()) consents[how](ticket)
  }
  return (
    <fieldset>
      <legend>The window of Slack</legend>
      <div className="row">
        <button onClick={() => decide('allow')}>Allow</button>
        <button onClick={() => decide('deny')}>Deny</button>
      </div>
    </fieldset>
  )
}

/**
 * The user’s consent, in a window of the provider. There is exactly one outcome, and the server says it. Here the two
 * buttons below are that window: connect, then allow or deny.
 */
export const ConnectAccount: Story = {
  name: 'useConnectAccount',
  ...shows({ ConnectSlack }, source, { hooks: ['useConnectAccount'] }),
  render: () => (
    <div className="example">
      <ConnectSlack />
      <ConsentWindow />
    </div>
  ),
  beforeEach() {
    const open = spyOn(window, 'open').mockImplementation(() => standInWindow())
    return () => open.mockRestore()
  },
  async play({ canvas, userEvent }) {
    await userEvent.click(canvas.getByRole('button', { name: 'Connect Slack' }))
    const slack = within(canvas.getByRole('group', { name: 'The window of Slack' }))
    await waitFor(async () => {
      await userEvent.click(slack.getByRole('button', { name: 'Allow' }))
      await expect(canvas.getByText(/^Connected/)).toBeVisible()
    })
  },
}

/** What stands in for the window that is not opened. */
function standInWindow(): Window {
  const opened = {
    closed: false,
    name: '',
    location: { replace() {} },
    focus() {},
    close() {
      opened.closed = true
    },
  }
  return opened as unknown as Window
}

function AddByKey() {
  const createAccount = useCreateAccount()
  const { data: accounts = [] } = useAccounts({ filter: 'service:appmixer:twilio' })
  const errorMessage = useErrorMessage()
  const add = () =>
    createAccount.mutate({
      service: 'appmixer:twilio',
      token: { apiKey: 'key of the user' },
      displayName: 'Twilio of the shop',
      requestProfileInfo: false,
    })
  return (
    <>
      <button disabled={createAccount.isPending} onClick={add}>
        Connect Twilio
      </button>
      {createAccount.error && <p role="alert">{errorMessage(createAccount.error)}</p>}
      <ul>
        {accounts.map(({ accountId, displayName }) => (
          <li key={accountId}>{displayName}</li>
        ))}
      </ul>
    </>
  )
}

/** An app whose key your own form asks for needs no window. The token is never answered. */
export const CreateAccount: Story = {
  name: 'useCreateAccount',
  ...shows({ AddByKey }, source, { hooks: ['useCreateAccount'] }),
  async play({ canvas, userEvent }) {
    await userEvent.click(canvas.getByRole('button', { name: 'Connect Twilio' }))
    await expect(await canvas.findByText('Twilio of the shop')).toBeVisible()
  },
}

function AccountOfComponent() {
  const { data: flows = [] } = useFlows({ pattern: 'Website down', limit: 1 })
  const flowId = flows[0]?.flowId ?? skipToken
  const { data: slack } = useFlow(flowId, {
    select: ({ flow }) =>
      Object.entries((flow ?? {}) as Record<string, { type: string }>).find(([, { type }]) =>
        type.startsWith('appmixer.slack.'),
      ),
  })
  const { data: authentication } = useFlowAuthentication(flowId, { staleTime: 60_000 })
  const componentType = slack?.[1].type
  const { data: accounts = [] } = useComponentAccounts(
    componentType ? { componentType } : skipToken,
    { staleTime: 60_000 },
  )
  const connect = useConnectComponentAccount()
  const disconnect = useDisconnectComponentAccount()
  const errorMessage = useErrorMessage()
  const error = connect.error ?? disconnect.error
  const componentId = slack?.[0]
  return (
    <>
      <p>
        {authentication ? Object.keys(authentication.components ?? {}).length : '…'} components with
        accounts
      </p>
      <ul>
        {accounts.map(({ accountId, name, displayName }) => (
          <li key={accountId}>
            <span>{displayName || name}</span>
            <button
              disabled={!componentId}
              onClick={() => connect.mutate({ componentId: componentId!, accountId })}
            >
              Use it
            </button>
          </li>
        ))}
      </ul>
      <button
        disabled={!componentId}
        onClick={() => disconnect.mutate({ componentId: componentId! })}
      >
        Use none
      </button>
      {connect.isSuccess && <p role="status">It works with this account now.</p>}
      {error && <p role="alert">{errorMessage(error)}</p>}
    </>
  )
}

/** With which account a component of a flow works. */
export const ComponentAccounts: Story = {
  name: 'useComponentAccounts, useFlowAuthentication, useConnectComponentAccount',
  ...shows({ AccountOfComponent }, source, {
    hooks: [
      'useComponentAccounts',
      'useSuspenseComponentAccounts',
      'useFlowAuthentication',
      'useSuspenseFlowAuthentication',
      'useConnectComponentAccount',
      'useDisconnectComponentAccount',
    ],
  }),
  async play({ canvas, userEvent }) {
    await waitFor(() => expect(canvas.getByRole('button', { name: 'Use it' })).toBeEnabled())
    await userEvent.click(canvas.getByRole('button', { name: 'Use it' }))
    await expect(await canvas.findByText('It works with this account now.')).toBeVisible()
  },
}

function SuspendedAccounts() {
  const { data: flows = [] } = useFlows({ limit: 1, sort: 'name:1' })
  return (
    <Suspense fallback={<p role="status">Loading …</p>}>
      <FirstAccount />
      {flows[0] && <FlowAccounts flowId={flows[0].flowId} />}
    </Suspense>
  )
}

function FirstAccount() {
  const { data: accounts } = useSuspenseAccounts()
  return accounts[0] ? <AccountFacts accountId={accounts[0].accountId} /> : <p>None yet.</p>
}

function AccountFacts({ accountId }: { accountId: string }) {
  const { data: flows } = useSuspenseAccountFlows(accountId)
  const { data: ofSlack } = useSuspenseComponentAccounts({ componentType: 'appmixer.slack' })
  return (
    <p>
      {flows.length} flows use it; {ofSlack.length} accounts of Slack.
    </p>
  )
}

function FlowAccounts({ flowId }: { flowId: string }) {
  const { data } = useSuspenseFlowAuthentication(flowId, { staleTime: 60_000 })
  return <p>{Object.keys(data.components ?? {}).length} components with accounts.</p>
}

/** `data` is always there. */
export const Suspending: Story = {
  name: 'The same with Suspense',
  ...shows({ SuspendedAccounts }, source),
  async play({ canvas }) {
    await expect(await canvas.findByText(/flows use it/)).toBeVisible()
    await expect(await canvas.findByText(/components with accounts/)).toBeVisible()
  },
}
