import type { Meta, StoryObj } from '@storybook/react-vite'
import {
  AppmixerProvider,
  useAppmixerSession,
  useAuthenticateUser,
  useErrorMessage,
  useFlows,
  useSignupUser,
  useSuspenseUser,
  useUser,
} from 'appmixer-react'
import { Suspense, useState, type FormEvent } from 'react'
import { expect } from 'storybook/test'
import { sandboxOf, useStoryWorld } from '../house/appmixer.tsx'
import { pageOf, shows } from '../house/hooks.tsx'
import source from './Session.stories.tsx?raw'

const meta: Meta = {
  title: 'Hooks/Users and session',
  tags: ['autodocs'],
  parameters: pageOf(
    'Who is signed in. Another user is another session: nothing of the one before is shown, and what was under way is aborted. In production your own back end makes the tokens of its users.',
  ),
}

export default meta

type Story = StoryObj

function Account() {
  const { status, user, error, refresh, signOut } = useAppmixerSession()
  const errorMessage = useErrorMessage()
  if (status === 'loading') return <p role="status">Loading …</p>
  if (status === 'authenticated') {
    return (
      <div className="row">
        <span>{user?.username}</span> <button onClick={signOut}>Sign out</button>
      </div>
    )
  }
  return (
    <>
      {error && <p role="alert">{errorMessage(error)}</p>}
      <p>Nobody is signed in.</p>
      <button onClick={refresh}>Sign in again</button>
    </>
  )
}

/** Signing out aborts what is under way and empties the cache of this user. */
export const Default: Story = {
  name: 'useAppmixerSession',
  ...shows({ Account }, source, { hooks: ['useAppmixerSession'] }),
  async play({ canvas, userEvent }) {
    await canvas.findByText('ada@acme.test')
    await userEvent.click(canvas.getByRole('button', { name: 'Sign out' }))
    await expect(await canvas.findByText('Nobody is signed in.')).toBeVisible()
  },
}

function UserName() {
  const { data: user, refetch } = useUser()
  const { status } = useAppmixerSession()
  return (
    <>
      <p>
        {user?.username} <em>{status}</em>
      </p>
      <button onClick={() => refetch()}>Read again</button>
    </>
  )
}

/** The server refuses the token, and there is no other: reads wait from now on, and nothing more is sent. */
export const Expired: Story = {
  name: 'useUser: the session has ended',
  ...shows({ UserName }, source, { hooks: ['useUser', 'useSuspenseUser'] }),
  async play({ canvas, canvasElement, userEvent }) {
    await canvas.findByText('authenticated')
    sandboxOf(canvasElement).expireTokens()
    await userEvent.click(canvas.getByRole('button', { name: 'Read again' }))
    await expect(await canvas.findByText('unauthenticated')).toBeVisible()
  },
}

function App() {
  // Your app has no sandbox: only `baseUrl` stays.
  const { baseUrl, fetch } = useStoryWorld()
  const [token, setToken] = useState<string>()
  return (
    <AppmixerProvider baseUrl={baseUrl} fetch={fetch} token={token}>
      {token ? <Welcome /> : <SignIn onToken={setToken} />}
    </AppmixerProvider>
  )
}

function SignIn({ onToken }: { onToken: (token: string) => void }) {
  const authenticateUser = useAuthenticateUser({ onSuccess: ({ token }) => onToken(token) })
  const signupUser = useSignupUser({ onSuccess: ({ token }) => onToken(token) })
  const errorMessage = useErrorMessage()
  const error = authenticateUser.error ?? signupUser.error

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const credentials = {
      username: form.get('username') as string,
      password: form.get('password') as string,
    }
    const { submitter } = event.nativeEvent as SubmitEvent
    const isNew = submitter?.getAttribute('name') === 'new'
    ;(isNew ? signupUser : authenticateUser).mutate(credentials)
  }

  return (
    <form onSubmit={submit}>
      <input name="username" aria-label="E-mail address" defaultValue="ben@acme.test" />
      <input name="password" aria-label="Password" type="password" />
      <button>Sign in</button>
      <button name="new">New account</button>
      {error && <p role="alert">{errorMessage(error)}</p>}
    </form>
  )
}

function Welcome() {
  const { data: user } = useUser()
  return <p role="status">Welcome, {user?.username}</p>
}

/** A wrong password is refused; Ben’s is `ben-demo-password`. A password never stays in the mutation cache. */
export const SigningIn: Story = {
  name: 'useAuthenticateUser, useSignupUser',
  ...shows({ App }, source, {
    hooks: ['useAuthenticateUser', 'useSignupUser'],
    appmixer: { provider: false },
  }),
  async play({ canvas, userEvent }) {
    const password = canvas.getByLabelText('Password')
    await userEvent.type(password, 'wrong')
    await userEvent.click(canvas.getByRole('button', { name: 'Sign in' }))
    await expect(await canvas.findByRole('alert')).toBeVisible()
    await userEvent.clear(password)
    await userEvent.type(password, 'ben-demo-password')
    await userEvent.click(canvas.getByRole('button', { name: 'Sign in' }))
    await expect(await canvas.findByText('Welcome, ben@acme.test')).toBeVisible()
  },
}

const tenants = { ada: 'Acme', gil: 'Globex' } as const

function TwoTenants() {
  // Your app has no sandbox: it knows the address of the tenant, and the token of its user there.
  const { connectionOf } = useStoryWorld()
  const [user, setUser] = useState<keyof typeof tenants>('ada')
  const { baseUrl, fetch, token } = connectionOf(user)
  return (
    <AppmixerProvider baseUrl={baseUrl} fetch={fetch} token={token}>
      <select
        aria-label="Tenant"
        value={user}
        onChange={({ target }) => setUser(target.value as keyof typeof tenants)}
      >
        {Object.entries(tenants).map(([value, name]) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </select>
      <FlowNames />
    </AppmixerProvider>
  )
}

function FlowNames() {
  const { data: flows } = useFlows({ limit: 3, sort: 'mtime:-1' })
  if (!flows) return <p role="status">Loading …</p>
  return (
    <ul>
      {flows.map(({ flowId, name }) => (
        <li key={flowId}>{name}</li>
      ))}
    </ul>
  )
}

/** Two servers in one app. Nothing of the other tenant is shown while the new one loads, and nothing comes late. */
export const AnotherTenant: Story = {
  name: 'Changing the tenant',
  ...shows({ TwoTenants }, source, { appmixer: { provider: false } }),
  async play({ canvas, userEvent }) {
    const ofGlobex = 'Turbine too warm → page the shift'
    const tenant = canvas.getByRole('combobox', { name: 'Tenant' })
    const [ofAcme] = await canvas.findAllByRole('listitem')
    const { textContent: name } = ofAcme!
    await userEvent.selectOptions(tenant, 'Globex')
    await expect(canvas.queryByText(name)).toBeNull()
    await canvas.findByText(ofGlobex)
    await userEvent.selectOptions(tenant, 'Acme')
    await expect(canvas.queryByText(ofGlobex)).toBeNull()
    await expect(await canvas.findByText(name)).toBeVisible()
  },
}

function SuspendedUser() {
  return (
    <Suspense fallback={<p role="status">Loading …</p>}>
      <UserMail />
    </Suspense>
  )
}

function UserMail() {
  const { data: user } = useSuspenseUser()
  return <p>Signed in as {user.email}</p>
}

/** While nobody is signed in, the fallback stays. */
export const Suspending: Story = {
  name: 'The same with Suspense',
  ...shows({ SuspendedUser }, source),
  async play({ canvas }) {
    await expect(await canvas.findByText('Signed in as ada@acme.test')).toBeVisible()
  },
}
