import { AppmixerProvider, type TokenRequest } from 'appmixer-react'
import { useEffect, useState } from 'react'
import { useLanguage } from './language.tsx'
import { Pages } from './Pages.tsx'
import { getToken, readSession, SignedOut, signOut, type Session } from './session.ts'
import { SessionExpired } from './shell/SessionExpired.tsx'
import { SignIn } from './shell/SignIn.tsx'
import { Unreachable } from './shell/Unreachable.tsx'

/** Who is signed in is the product's own affair; Appmixer gets a user key and a way to ask for a token. */
export function App() {
  const { locale, messages } = useLanguage()
  const [session, setSession] = useState<Session>()
  const [isUnreachable, setUnreachable] = useState(false)
  const [isExpired, setExpired] = useState(false)

  useEffect(() => load(setSession, setUnreachable), [])

  if (isUnreachable) {
    return <Unreachable server="Northwind" onRetry={() => load(setSession, setUnreachable)} />
  }
  if (!session) return null
  if (!session.user) {
    return <SignIn isSandbox={session.isSandbox} onSignedIn={setSession} />
  }

  function leave() {
    setExpired(false)
    setSession({ ...session!, user: undefined })
    void signOut()
  }

  async function tokenOrEnd(request: TokenRequest) {
    try {
      return await getToken(request)
    } catch (error) {
      if (error instanceof SignedOut) setExpired(true)
      throw error
    }
  }

  return (
    <AppmixerProvider
      baseUrl={session.baseUrl}
      userKey={session.user.id}
      getToken={tokenOrEnd}
      onAuthError={() => setExpired(true)}
      messages={messages}
      locale={locale}
    >
      <Pages session={session} userName={session.user.name} onSignOut={leave} />
      {isExpired && (
        <SessionExpired
          userName={session.user.name}
          onSignedIn={(next) => {
            setSession(next)
            setExpired(false)
          }}
          onLeave={leave}
        />
      )}
    </AppmixerProvider>
  )
}

function load(
  onSession: (session: Session) => void,
  onUnreachable: (isUnreachable: boolean) => void,
): void {
  readSession()
    .then(onSession)
    .then(
      () => onUnreachable(false),
      () => onUnreachable(true),
    )
}
