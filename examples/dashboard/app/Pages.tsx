import { useUser } from 'appmixer-react'
import type { ReactNode } from 'react'
import { Navigate, type RouteObject } from 'react-router'
import { ScreenFailed } from './parts/ScreenFailed.tsx'
import { Activity } from './screens/Activity.tsx'
import { Automations } from './screens/Automations.tsx'
import { Approvals } from './screens/Approvals.tsx'
import { Connections } from './screens/Connections.tsx'
import { Data } from './screens/Data.tsx'
import { Insights } from './screens/Insights.tsx'
import { Integrations } from './screens/Integrations.tsx'
import type { Session } from './session.ts'
import { Shell } from './shell/Shell.tsx'
import { useSignOut } from './shell/SignOut.tsx'
import { UndoToast } from './shell/UndoToast.tsx'
import { Unreachable } from './shell/Unreachable.tsx'

/** The sections of the dashboard, each at an address of its own. A screen that throws leaves the frame as it is. */
export const screens: RouteObject[] = [
  {
    ErrorBoundary: ScreenFailed,
    children: [
      { path: 'automations', Component: Automations },
      { path: 'approvals', Component: Approvals },
      { path: 'integrations', Component: Integrations },
      { path: 'connections', Component: Connections },
      { path: 'data', Component: Data },
      { path: 'activity', Component: Activity },
      { path: 'insights', Component: Insights },
      { path: '*', element: <Navigate to="/automations" replace /> },
    ],
  },
]

interface PagesProps {
  session: Session
  userName: string
  onSignOut: () => void
}

/** What is around every screen: the frame, what can be undone, and a way out. */
export function Pages({ session, userName, onSignOut }: PagesProps): ReactNode {
  const user = useUser()
  const [signOut, dialog] = useSignOut(onSignOut)
  const isAway = user.error?.code === 'network' || user.error?.code === 'timeout'
  if (isAway && !user.data)
    return <Unreachable server="Appmixer" onRetry={() => void user.refetch()} />
  return (
    <>
      <Shell isSandbox={session.isSandbox} userName={userName} onSignOut={signOut} />
      <UndoToast />
      {dialog}
    </>
  )
}
