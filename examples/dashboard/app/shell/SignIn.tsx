import { useEffect, useRef, useState, type SubmitEvent } from 'react'
import { useLanguage } from '../language.tsx'
import { Button } from '../parts/controls.tsx'
import { Icon } from '../parts/icons.tsx'
import { SignInRefused, signIn, type Session } from '../session.ts'

interface SignInProps {
  isSandbox: boolean
  onSignedIn: (session: Session) => void
}

const demoUsers = [
  {
    name: 'Ada',
    username: 'ada@acme.test',
    password: 'ada-demo-password',
    does: 'ownsMost',
  },
  {
    name: 'Ben',
    username: 'ben@acme.test',
    password: 'ben-demo-password',
    does: 'seesShared',
  },
] as const

export function SignIn({ isSandbox, onSignedIn }: SignInProps) {
  const { words } = useLanguage()
  const [problem, setProblem] = useState<string>()
  const [isBusy, setIsBusy] = useState(false)
  const heading = useRef<HTMLHeadingElement>(null)

  // The button that signed out has left, and the focus with it.
  useEffect(() => heading.current?.focus(), [])

  async function enter(username: string, password: string) {
    setIsBusy(true)
    setProblem(undefined)
    try {
      onSignedIn(await signIn({ username, password }))
    } catch (error) {
      setProblem(error instanceof SignInRefused ? words.wrongPassword : words.serverUnwell)
      setIsBusy(false)
    }
  }

  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    const fields = new FormData(event.currentTarget)
    void enter(fields.get('username') as string, fields.get('password') as string)
  }

  return (
    <main className="gate">
      <title>{`${words.signIn} · Northwind`}</title>
      <div className="gate-card">
        <span className="brand">
          <Icon name="logo" />
          Northwind
        </span>
        <div>
          <h1 ref={heading} tabIndex={-1}>
            {words.signIn}
          </h1>
          <p className="muted">{words.signInText}</p>
        </div>
        <form className="stack" onSubmit={submit} aria-busy={isBusy}>
          <label className="field">
            {words.email}
            <input
              data-part="input"
              name="username"
              type="email"
              autoComplete="username"
              required
              aria-invalid={problem !== undefined}
            />
          </label>
          <label className="field">
            {words.password}
            <input
              data-part="input"
              name="password"
              type="password"
              autoComplete="current-password"
              required
              aria-invalid={problem !== undefined}
            />
          </label>
          <p className="field-error" role="alert">
            {problem}
          </p>
          <Button kind="primary" type="submit" aria-disabled={isBusy || undefined}>
            {isBusy ? words.signingIn : words.signIn}
          </Button>
        </form>
        {isSandbox && (
          <>
            <p className="or">{words.sandboxUsers}</p>
            <div className="stack-tight">
              {demoUsers.map(({ name, username, password, does }) => (
                <button
                  key={username}
                  type="button"
                  className="person"
                  disabled={isBusy}
                  onClick={() => void enter(username, password)}
                >
                  <span className="avatar" aria-hidden="true">
                    {name.slice(0, 2).toUpperCase()}
                  </span>
                  <span>
                    <strong>{name}</strong>
                    <small>
                      {username} · {words[does]}
                    </small>
                  </span>
                  <Icon name="right" data-flip="" />
                </button>
              ))}
            </div>
          </>
        )}
      </div>
      <p className="soft small">{words.fictional}</p>
    </main>
  )
}
