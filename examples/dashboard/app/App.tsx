import { AppmixerProvider } from 'appmixer-react'
import { useEffect, useState } from 'react'
import { Dashboard } from './Dashboard.tsx'
import { getToken, readSession, SignedOut, signOut, type Session } from './session.ts'
import { SignInPage } from './SignInPage.tsx'

/** Who is signed in is the product's own affair; Appmixer gets a user key and a way to ask for a token. */
export function App() {
  const [session, setSession] = useState<Session>()
  const [problem, setProblem] = useState<string>()

  useEffect(() => {
    readSession().then(setSession, (error: Error) => setProblem(error.message))
  }, [])

  if (problem) return <p className="page-note">{problem}</p>
  if (!session) return <p className="page-note">One moment …</p>
  if (!session.user) return <SignInPage isSandbox={session.isSandbox} onSignedIn={setSession} />

  function leave() {
    setSession({ ...session!, user: undefined })
    void signOut()
  }

  return (
    <AppmixerProvider
      baseUrl={session.baseUrl}
      userKey={session.user.id}
      getToken={async (request) => {
        try {
          return await getToken(request)
        } catch (error) {
          if (error instanceof SignedOut) leave()
          throw error
        }
      }}
      onAuthError={leave}
    >
      <Dashboard userName={session.user.name} onSignOut={leave} />
    </AppmixerProvider>
  )
}
