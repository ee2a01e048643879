import { useQueryClient } from '@tanstack/react-query'
import { useAppmixerSession } from 'appmixer-react'
import { useState, type SubmitEvent } from 'react'
import { useLanguage } from '../language.tsx'
import { Button, Modal } from '../parts/controls.tsx'
import { useAskToLeave } from '../parts/leaving.tsx'
import { SignInRefused, signIn, type Session } from '../session.ts'

interface SessionExpiredProps {
  userName: string
  onSignedIn: (session: Session) => void
  onLeave: () => void
}

/** Over the page, so that what was typed there is still there afterwards. */
export function SessionExpired({ userName, onSignedIn, onLeave }: SessionExpiredProps) {
  const queryClient = useQueryClient()
  const { words } = useLanguage()
  const { refresh } = useAppmixerSession()
  const ask = useAskToLeave()
  const [problem, setProblem] = useState<string>()
  const [isBusy, setBusy] = useState(false)

  async function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    const password = new FormData(event.currentTarget).get('password') as string
    setBusy(true)
    setProblem(undefined)
    try {
      const session = await signIn({ username: userName, password })
      await refresh()
      onSignedIn(session)
      // What failed while the session was over is read again; what waited goes on by itself.
      void queryClient.refetchQueries({ predicate: ({ state }) => state.status === 'error' })
    } catch (error) {
      setProblem(error instanceof SignInRefused ? words.wrongPassword : words.serverUnwell)
      setBusy(false)
    }
  }

  return (
    <Modal title={words.sessionEnded}>
      <form className="stack" onSubmit={(event) => void submit(event)} aria-busy={isBusy}>
        <p>{words.sessionEndedText}</p>
        <label className="field">
          {words.passwordFor(userName)}
          <input
            data-part="input"
            name="password"
            type="password"
            autoComplete="current-password"
            required
            aria-invalid={problem !== undefined}
          />
        </label>
        <p className="field-error" role="alert">
          {problem}
        </p>
        <div className="dialog-foot">
          <Button onClick={() => ask(onLeave)}>{words.otherUser}</Button>
          <Button kind="primary" type="submit" aria-disabled={isBusy || undefined}>
            {isBusy ? words.signingIn : words.signIn}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
