import { AppmixerProvider } from 'appmixer-react'
import { useEffect, useState } from 'react'
import { Dashboard } from './Dashboard.tsx'
import { getToken, readSession, signOut, type Session } from './session.ts'
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
  return (
    <AppmixerProvider baseUrl={session.baseUrl} userKey={session.user.id} getToken={getToken}>
      <Dashboard
        userName={session.user.name}
        onSignOut={() => {
          setSession({ ...session, user: undefined })
          void signOut()
        }}
      />
    </AppmixerProvider>
  )
}
