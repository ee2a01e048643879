import { onlineManager } from '@tanstack/react-query'
import { usePendingTaskCount } from 'appmixer-react'
import { useSyncExternalStore } from 'react'
import { Approvals } from './Approvals.tsx'
import { Automations } from './Automations.tsx'

interface DashboardProps {
  userName: string
  onSignOut: () => void
}

export function Dashboard({ userName, onSignOut }: DashboardProps) {
  const page = usePage()
  const isOnline = useSyncExternalStore(onlineManager.subscribe, () => onlineManager.isOnline())
  const { data: badge } = usePendingTaskCount({ role: 'approver' })

  return (
    <div className="shell">
      <header className="bar">
        <a className="brand" href="#/automations">
          <span className="brand-mark" aria-hidden="true" />
          <span className="brand-name">Northwind</span>
        </a>
        <nav aria-label="Main">
          <a href="#/automations" aria-current={page === 'automations' ? 'page' : undefined}>
            Automations
          </a>
          <a href="#/approvals" aria-current={page === 'approvals' ? 'page' : undefined}>
            Approvals
            {badge ? (
              <span className="badge" aria-label={`${badge} to decide`}>
                {badge}
              </span>
            ) : null}
          </a>
        </nav>
        <div className="account">
          <span className="user-name" title={userName}>
            {userName}
          </span>
          <button type="button" onClick={onSignOut}>
            Sign out
          </button>
        </div>
      </header>
      <p className="offline" role="status">
        {isOnline ? '' : 'You are offline. What you do is sent when you are back.'}
      </p>
      <main>{page === 'approvals' ? <Approvals /> : <Automations />}</main>
    </div>
  )
}

/** The page in the address, so that a reload stays where it was. */
function usePage(): 'automations' | 'approvals' {
  const hash = useSyncExternalStore(
    (notify) => {
      window.addEventListener('hashchange', notify)
      return () => window.removeEventListener('hashchange', notify)
    },
    () => window.location.hash,
  )
  return hash === '#/approvals' ? 'approvals' : 'automations'
}
