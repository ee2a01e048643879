import { onlineManager } from '@tanstack/react-query'
import { useInvalidAccounts, usePendingTaskCount } from 'appmixer-react'
import { Fragment, useEffect, useRef, useState, useSyncExternalStore, type ReactNode } from 'react'
import { Link, NavLink, Outlet, useLocation } from 'react-router'
import { useLanguage } from '../language.tsx'
import { Menu, MenuItem, Segments } from '../parts/controls.tsx'
import { Icon } from '../parts/icons.tsx'
import { focusOnHeading } from '../parts/page.tsx'
import { sections, type Section } from './sections.ts'
import { useTheme } from './theme.ts'

interface ShellProps {
  isSandbox: boolean
  userName: string
  onSignOut: () => void
}

/** The frame of every page: a sidebar, a rail or a bar at the bottom, as wide as the window is. */
export function Shell({ isSandbox, userName, onSignOut }: ShellProps) {
  useFocusOnHeading()
  const { words } = useLanguage()
  const main = sections.filter(({ isFirst }) => isFirst)
  const others = sections.filter(({ isFirst }) => !isFirst)
  return (
    <div className="shell">
      <a className="skip" href="#main">
        {words.skip}
      </a>
      <aside className="sidebar" aria-label="Northwind">
        <Link className="brand" to="/automations">
          <Icon name="logo" />
          <span>Northwind</span>
          {isSandbox && <span className="tag">Sandbox</span>}
        </Link>
        <nav aria-label={words.main}>
          {sections.map((section) => (
            <Fragment key={section.path}>
              {section.group && (
                <div className="nav-group" aria-hidden="true">
                  {words[section.group]}
                </div>
              )}
              <SectionLink section={section} />
            </Fragment>
          ))}
        </nav>
        <div className="side-foot">
          <LanguageSwitch />
          <ThemeSwitch />
          <UserMenu userName={userName} onSignOut={onSignOut} />
        </div>
      </aside>
      <main id="main" className="page">
        <OfflineBanner />
        <Outlet />
      </main>
      <nav className="bottombar" aria-label={words.mainShort}>
        {main.map((section) => (
          <SectionLink key={section.path} section={section} />
        ))}
        <More sections={others} userName={userName} onSignOut={onSignOut} />
      </nav>
    </div>
  )
}

interface SectionLinkProps {
  section: Section
}

function SectionLink({ section }: SectionLinkProps): ReactNode {
  const { path, label, icon } = section
  const { words } = useLanguage()
  return (
    <NavLink to={path}>
      <Icon name={icon} />
      {words[label]} {path === '/approvals' && <WaitingTasks />}
      {path === '/connections' && <SignedOut />}
    </NavLink>
  )
}

/** How many tasks wait for a decision. */
function WaitingTasks(): ReactNode {
  const { data = 0 } = usePendingTaskCount({ role: 'approver' })
  const { words, count } = useLanguage()
  if (data === 0) return null
  return (
    <span className="badge">
      <span aria-hidden="true">{count(data)}</span>
      <span className="unseen">{words.waits(data)}</span>
    </span>
  )
}

/** How many connections the latest test found signed out. */
function SignedOut(): ReactNode {
  const { words } = useLanguage()
  const { length } = useInvalidAccounts()
  if (length === 0) return null
  return (
    <span className="badge" data-tone="bad">
      <span aria-hidden="true">{length}</span>
      <span className="unseen">{words.signedOut(length)}</span>
    </span>
  )
}

function ThemeSwitch(): ReactNode {
  const [theme, setTheme] = useTheme()
  const { words } = useLanguage()
  return (
    <Segments
      label={words.theme}
      className="theme"
      value={theme}
      onChange={setTheme}
      choices={[
        { value: 'system', label: '', title: words.system, icon: 'system' },
        { value: 'light', label: '', title: words.light, icon: 'light' },
        { value: 'dark', label: '', title: words.dark, icon: 'dark' },
      ]}
    />
  )
}

function LanguageSwitch(): ReactNode {
  const { name, choose, words } = useLanguage()
  return (
    <Segments
      label={words.language}
      className="language"
      value={name}
      onChange={choose}
      choices={[
        { value: 'en', label: <span lang="en">English</span> },
        { value: 'de', label: <span lang="de">Deutsch</span> },
      ]}
    />
  )
}

interface UserMenuProps {
  userName: string
  onSignOut: () => void
}

function UserMenu({ userName, onSignOut }: UserMenuProps): ReactNode {
  const [name = ''] = userName.split('@')
  const { name: language, choose, words } = useLanguage()
  const other = language === 'en' ? 'de' : 'en'
  return (
    <Menu
      label={words.profile}
      className="user"
      trigger={
        <>
          <span className="avatar" aria-hidden="true">
            {name.slice(0, 2).toUpperCase()}
          </span>
          <span className="user-text">
            <b>{name}</b>
            <small>{userName}</small>
          </span>
          <Icon name="up" />
        </>
      }
    >
      {/* On a tablet there is no room for the switch. */}
      <MenuItem icon="language" lang={other} onClick={() => choose(other)}>
        {other === 'de' ? 'Deutsch' : 'English'}
      </MenuItem>
      <MenuItem icon="signOut" onClick={onSignOut}>
        {words.signOut}
      </MenuItem>
    </Menu>
  )
}

interface MoreProps extends UserMenuProps {
  sections: readonly Section[]
}

/** On a phone: what the bar has no room for. */
function More({ sections: rest, userName, onSignOut }: MoreProps): ReactNode {
  const [isOpen, setOpen] = useState(false)
  const { pathname } = useLocation()
  const { words } = useLanguage()
  const sheet = useRef<HTMLDivElement>(null)
  const [openedOn, setOpenedOn] = useState(pathname)
  if (openedOn !== pathname) {
    setOpenedOn(pathname)
    setOpen(false)
  }
  useEffect(() => {
    if (isOpen) sheet.current?.querySelector<HTMLElement>('a, button')?.focus()
  }, [isOpen])
  const close = () => {
    setOpen(false)
    sheet.current?.parentElement?.querySelector('button')?.focus()
  }
  return (
    <div className="more">
      <button
        type="button"
        aria-expanded={isOpen}
        data-current={rest.some(({ path }) => pathname.startsWith(path)) || undefined}
        onClick={() => setOpen(!isOpen)}
      >
        <Icon name="more" />
        {words.more}
      </button>
      {isOpen && (
        // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
        <div
          ref={sheet}
          className="sheet"
          onKeyDown={(event) => event.key === 'Escape' && close()}
          onBlur={(event) => {
            const goesTo = event.relatedTarget
            if (goesTo && !event.currentTarget.parentElement?.contains(goesTo)) setOpen(false)
          }}
        >
          {rest.map((section) => (
            <SectionLink key={section.path} section={section} />
          ))}
          <LanguageSwitch />
          <ThemeSwitch />
          <p className="soft small">{userName}</p>
          <button type="button" data-part="button" onClick={onSignOut}>
            <Icon name="signOut" />
            {words.signOut}
          </button>
        </div>
      )}
    </div>
  )
}

/** Says since when what is shown may be old, and that nothing that is done now is lost. */
function OfflineBanner(): ReactNode {
  const isOnline = useSyncExternalStore(onlineManager.subscribe, () => onlineManager.isOnline())
  const { words, clockTime } = useLanguage()
  const [since, setSince] = useState(() => Date.now())
  useEffect(() => onlineManager.subscribe(() => setSince(Date.now())), [])
  return (
    <div className="banner" role="status" hidden={isOnline}>
      {!isOnline && (
        <>
          <Icon name="offline" />
          <span>{words.offline(clockTime(since))}</span>
        </>
      )}
    </div>
  )
}

/** On another page the keyboard starts at its title, and a screen reader reads it. */
function useFocusOnHeading(): void {
  const { pathname } = useLocation()
  const [, section] = pathname.split('/')
  const before = useRef(section)
  useEffect(() => {
    if (before.current === section) return
    before.current = section
    window.scrollTo(0, 0)
    focusOnHeading()
  }, [section])
}
