import { useState, type FormEvent } from 'react'
import { signIn, type Session } from './session.ts'

interface SignInPageProps {
  isSandbox: boolean
  onSignedIn: (session: Session) => void
}

const demoUsers = [
  { username: 'ada@acme.test', password: 'ada-demo-password' },
  { username: 'ben@acme.test', password: 'ben-demo-password' },
]

export function SignInPage({ isSandbox, onSignedIn }: SignInPageProps) {
  const [problem, setProblem] = useState<string>()
  const [isBusy, setIsBusy] = useState(false)

  async function enter(username: string, password: string) {
    setIsBusy(true)
    setProblem(undefined)
    try {
      onSignedIn(await signIn({ username, password }))
    } catch (error) {
      setProblem((error as Error).message)
      setIsBusy(false)
    }
  }

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const fields = new FormData(event.currentTarget)
    void enter(fields.get('username') as string, fields.get('password') as string)
  }

  return (
    <main className="sign-in">
      <form className="panel" onSubmit={submit} aria-busy={isBusy}>
        <span className="brand-mark" aria-hidden="true" />
        <h1>Sign in to Northwind</h1>
        <label>
          E-mail
          <input name="username" type="email" autoComplete="username" required />
        </label>
        <label>
          Password
          <input name="password" type="password" autoComplete="current-password" required />
        </label>
        <p className="problem" role="alert">
          {problem}
        </p>
        <button className="primary" disabled={isBusy}>
          {isBusy ? 'Signing in …' : 'Sign in'}
        </button>
        {isSandbox && (
          <div className="demo-users">
            <p>This runs on the sandbox. Look around as</p>
            {demoUsers.map(({ username, password }) => (
              <button
                key={username}
                type="button"
                disabled={isBusy}
                onClick={() => void enter(username, password)}
              >
                {username}
              </button>
            ))}
          </div>
        )}
      </form>
    </main>
  )
}
