import { useUser } from 'appmixer-react'
import { Navigate, Route, Routes } from 'react-router'
import type { Session } from './session.ts'
import { Activity } from './screens/Activity.tsx'
import { Automations } from './screens/Automations.tsx'
import { Approvals } from './screens/Approvals.tsx'
import { Connections } from './screens/Connections.tsx'
import { Data } from './screens/Data.tsx'
import { Insights } from './screens/Insights.tsx'
import { Integrations } from './screens/Integrations.tsx'
import { Shell } from './shell/Shell.tsx'
import { UndoToast } from './shell/UndoToast.tsx'
import { Unreachable } from './shell/Unreachable.tsx'

interface PagesProps {
  session: Session
  userName: string
  onSignOut: () => void
}

/** The sections of the dashboard, each at an address of its own. */
export function Pages({ session, userName, onSignOut }: PagesProps) {
  const user = useUser()
  const isAway = user.error?.code === 'network' || user.error?.code === 'timeout'
  if (isAway && !user.data)
    return <Unreachable server="Appmixer" onRetry={() => void user.refetch()} />
  return (
    <>
      <Routes>
        <Route
          element={
            <Shell isSandbox={session.isSandbox} userName={userName} onSignOut={onSignOut} />
          }
        >
          <Route path="automations" element={<Automations />} />
          <Route path="approvals" element={<Approvals />} />
          <Route path="integrations" element={<Integrations />} />
          <Route path="connections" element={<Connections />} />
          <Route path="data" element={<Data />} />
          <Route path="activity" element={<Activity />} />
          <Route path="insights" element={<Insights />} />
          <Route path="*" element={<Navigate to="/automations" replace />} />
        </Route>
      </Routes>
      <UndoToast />
    </>
  )
}
