import { useEffect, useRef, useState } from 'react'
import { useLanguage } from '../language.tsx'
import { Button } from '../parts/controls.tsx'
import { Icon } from '../parts/icons.tsx'

interface UnreachableProps {
  /** What does not answer. */
  server: 'Northwind' | 'Appmixer'
  onRetry: () => void
}

/** Milliseconds between two tries. */
const pause = 15_000

/** Says what is true, and tries again by itself. */
export function Unreachable({ server, onRetry }: UnreachableProps) {
  const [next, setNext] = useState(() => Date.now() + pause)
  const [now, setNow] = useState(() => Date.now())
  const [since] = useState(now)
  const { words, clockTime } = useLanguage()
  const [title, text] =
    server === 'Northwind'
      ? [words.northwindAway, words.northwindAwayText]
      : [words.appmixerAway, words.appmixerAwayText]
  const latest = useRef(onRetry)
  useEffect(() => void (latest.current = onRetry))

  useEffect(() => {
    const timer = setInterval(() => {
      setNow(Date.now())
      if (Date.now() < next) return
      setNext(Date.now() + pause)
      latest.current()
    }, 1_000)
    return () => clearInterval(timer)
  }, [next])

  return (
    <main className="gate" id="main">
      <title>{`${title} · Northwind`}</title>
      <div className="gate-card">
        <span className="brand">
          <Icon name="logo" />
          Northwind
        </span>
        <Icon name="server" width="36" height="36" />
        <div role="alert">
          <h1>{title}</h1>
          <p className="muted">{text}</p>
        </div>
        <p data-part="notice">
          {words.nextTry(clockTime(since), Math.max(0, Math.round((next - now) / 1_000)))}
        </p>
        <Button
          kind="primary"
          onClick={() => {
            setNext(Date.now() + pause)
            onRetry()
          }}
        >
          {words.tryNow}
        </Button>
      </div>
      <p className="soft small">{words.fictional}</p>
    </main>
  )
}
