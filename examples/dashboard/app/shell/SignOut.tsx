import { onlineManager, useIsMutating, useQueryClient, type Mutation } from '@tanstack/react-query'
import { isAppmixerError, useErrorMessage, useUndoables, type Undoable } from 'appmixer-react'
import { useEffect, useEffectEvent, useState, useSyncExternalStore, type ReactNode } from 'react'
import { useLanguage } from '../language.tsx'
import { Button, Modal } from '../parts/controls.tsx'
import { useAskToLeave } from '../parts/leaving.tsx'

/** What a sign-out waits for. */
interface Changes {
  mutations: readonly Mutation<any, any, any, any>[]
  /** Those of them that are shown, and not sent yet. */
  undoables: readonly Undoable[]
}

/**
 * Signs out without losing anything: asks about text that is not saved, sends what can still be undone, and waits for
 * what is under way.
 */
export function useSignOut(onSignOut: () => void): [signOut: () => void, dialog: ReactNode] {
  const queryClient = useQueryClient()
  const undoables = useUndoables()
  const ask = useAskToLeave()
  const [changes, setChanges] = useState<Changes>()

  function leave(): void {
    const mutations = queryClient.getMutationCache().findAll({ status: 'pending' })
    if (mutations.length === 0) onSignOut()
    else setChanges({ mutations, undoables })
  }

  const dialog = changes && (
    <LastChanges changes={changes} onStay={() => setChanges(undefined)} onSignOut={onSignOut} />
  )
  return [() => ask(leave), dialog]
}

interface LastChangesProps {
  changes: Changes
  onStay: () => void
  onSignOut: () => void
}

/** Says what a sign-out waits for, signs out when all of it came through, and stays when something was refused. */
function LastChanges({ changes, onStay, onSignOut }: LastChangesProps): ReactNode {
  const { mutations, undoables } = changes
  const { words } = useLanguage()
  const errorMessage = useErrorMessage()
  const isOnline = useSyncExternalStore(onlineManager.subscribe, () => onlineManager.isOnline())
  useEffect(() => {
    for (const { send, pause } of undoables) {
      if (isOnline) send()
      else pause()
    }
    return () => {
      for (const { resume } of undoables) resume()
    }
  }, [isOnline, undoables])

  // Renders again with each that has an end.
  useIsMutating()
  const left = mutations.filter(({ state }) => state.status === 'pending').length
  const [error] = mutations.flatMap(({ state }) =>
    isAppmixerError(state.error) && state.error.code !== 'superseded' ? [state.error] : [],
  )
  const isDone = left === 0 && !error
  const finish = useEffectEvent(onSignOut)
  useEffect(() => {
    if (isDone) finish()
  }, [isDone])

  return (
    <Modal title={words.lastChanges} onClose={onStay}>
      <p role="status">
        {error
          ? words.lastChangeRefused(errorMessage(error))
          : isOnline
            ? words.lastChangesLeft(left)
            : words.lastChangesOffline(left)}
      </p>
      <div className="dialog-foot">
        <Button onClick={onStay}>{words.staySignedIn}</Button>
        <Button kind="danger" onClick={onSignOut}>
          {words.signOutAnyway}
        </Button>
      </div>
    </Modal>
  )
}
