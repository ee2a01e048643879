import { AppmixerProvider, type TokenRequest } from 'appmixer-react'
import { useEffect, useState, type Dispatch, type SetStateAction } from 'react'
import { useLanguage } from './language.tsx'
import { Pages } from './Pages.tsx'
import { LeaveGuard } from './parts/leaving.tsx'
import {
  getToken,
  isLeaving,
  readSession,
  SignedOut,
  signOut,
  watchSession,
  type Session,
} from './session.ts'
import { SessionExpired } from './shell/SessionExpired.tsx'
import { SignIn } from './shell/SignIn.tsx'
import { Unreachable } from './shell/Unreachable.tsx'

/** Who is signed in is the product's own affair; Appmixer gets a user key and a way to ask for a token. */
export function App() {
  const { locale, messages } = useLanguage()
  const [session, setSession] = useState<Session>()
  const [isUnreachable, setUnreachable] = useState(false)
  const [expiredUser, setExpiredUser] = useState<string>()

  useEffect(() => load(setSession, setUnreachable), [])

  // What another tab does to the session holds here, too: nothing of a user stays who has signed out.
  useEffect(() => watchSession(() => void follow(setSession)), [])

  // A sign-out that found no network is sent when there is one.
  useEffect(() => {
    const finish = () => {
      if (isLeaving()) void follow(setSession)
    }
    window.addEventListener('online', finish)
    return () => window.removeEventListener('online', finish)
  }, [])

  if (isUnreachable) {
    return <Unreachable server="Northwind" onRetry={() => load(setSession, setUnreachable)} />
  }
  if (!session) return null
  const { user } = session
  if (!user) return <SignIn isSandbox={session.isSandbox} onSignedIn={setSession} />

  function leave() {
    setExpiredUser(undefined)
    setSession(withoutUser)
    // Without a network it is sent later; see readSession.
    signOut().catch(() => undefined)
  }

  const tokenOrEnd = async (request: TokenRequest) => {
    try {
      return await getToken(user.id, request.signal)
    } catch (error) {
      if (error instanceof SignedOut) {
        setExpiredUser(user.id)
        // When another tab has signed somebody else in, this one goes on with them.
        void follow(setSession, { onlyToUser: true })
      }
      throw error
    }
  }

  return (
    <AppmixerProvider
      baseUrl={session.baseUrl}
      userKey={user.id}
      getToken={tokenOrEnd}
      onAuthError={() => setExpiredUser(user.id)}
      messages={messages}
      locale={locale}
    >
      <LeaveGuard>
        <Pages session={session} userName={user.name} onSignOut={leave} />
        {expiredUser === user.id && (
          <SessionExpired
            userName={user.name}
            onSignedIn={(next) => {
              setSession(next)
              setExpiredUser(undefined)
            }}
            onLeave={leave}
          />
        )}
      </LeaveGuard>
    </AppmixerProvider>
  )
}

/** Reads who is signed in by now. The page stays as it is when that is the same user. */
async function follow(
  onSession: Dispatch<SetStateAction<Session | undefined>>,
  { onlyToUser = false } = {},
): Promise<void> {
  if (isLeaving()) onSession(withoutUser)
  // Without an answer what is known stays; the next request asks again.
  const next = await readSession().catch(() => undefined)
  if (!next || (onlyToUser && !next.user)) return
  onSession((before) => (before && before.user?.id === next.user?.id ? before : next))
}

function withoutUser(session: Session | undefined): Session | undefined {
  return session && { ...session, user: undefined }
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
