import { useEffect, useRef, useState } from 'react'
import { Button } from '../parts/controls.tsx'
import { Icon } from '../parts/icons.tsx'
import { clockTime } from '../parts/formats.ts'

interface UnreachableProps {
  /** What does not answer. */
  server: 'Northwind' | 'Appmixer'
  onRetry: () => void
}

/** Milliseconds between two tries. */
const pause = 15_000

const texts = {
  Northwind: {
    title: 'Northwind does not answer',
    text: 'Your automations keep running on the server; you just cannot see them here now.',
  },
  Appmixer: {
    title: 'The automation server does not answer',
    text: 'You are signed in. Automations keep running on the server; you just cannot see them here now.',
  },
}

/** Says what is true, and tries again by itself. */
export function Unreachable({ server, onRetry }: UnreachableProps) {
  const [next, setNext] = useState(() => Date.now() + pause)
  const [now, setNow] = useState(() => Date.now())
  const [since] = useState(now)
  const { title, text } = texts[server]
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
          Since {clockTime(since)}. Next try in {Math.max(0, Math.round((next - now) / 1_000))} s.
        </p>
        <Button
          kind="primary"
          onClick={() => {
            setNext(Date.now() + pause)
            onRetry()
          }}
        >
          Try now
        </Button>
      </div>
      <p className="soft small">Northwind is a fictional product.</p>
    </main>
  )
}
