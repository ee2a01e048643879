import { useEffect, type ReactNode } from 'react'
import { useLocation, useNavigate, useRouteError } from 'react-router'
import { useLanguage } from '../language.tsx'
import { Button, Notice } from './controls.tsx'
import { focusOnHeading, PageHead } from './page.tsx'

/** In place of a screen that threw. The navigation stays, and so does everything that runs on the server. */
export function ScreenFailed(): ReactNode {
  const { words } = useLanguage()
  const error = useRouteError()
  const navigate = useNavigate()
  const location = useLocation()
  // What had the focus has left with the screen, and the button leaves with this one.
  useEffect(() => {
    focusOnHeading()
    return focusOnHeading
  }, [])
  // Navigates to the current address, which resets the error boundary.
  const retry = () => void navigate(location, { replace: true, preventScrollReset: true })
  return (
    <div className="list">
      <PageHead title={words.screenFailed} />
      <Notice tone="bad">
        <div role="alert">
          <p>{words.screenFailedText}</p>
          {error instanceof Error && <p className="mono small">{error.message}</p>}
        </div>
        <Button onClick={retry}>{words.tryAgain}</Button>
      </Notice>
    </div>
  )
}
