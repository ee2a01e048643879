import { useEffect, useState, type ReactNode } from 'react'
import { AppmixerProvider, useApproveTask, usePeopleTask, useRejectTask } from '../../src/index.ts'

/** The page behind the link in an e-mail, `/approve#taskId=…&secret=…`, as the README shows it. */
export function ApprovalPage({ baseUrl }: { baseUrl: string }): ReactNode {
  const [{ taskId, secret }] = useState(readLink)
  useEffect(() => history.replaceState(null, '', location.pathname), [])
  if (!taskId || !secret) return <p>Open the link in your e-mail again.</p>
  return (
    <AppmixerProvider baseUrl={baseUrl} secret={secret}>
      <Decision taskId={taskId} />
    </AppmixerProvider>
  )
}

function readLink(): { taskId?: string; secret?: string } {
  return Object.fromEntries(new URLSearchParams(location.hash.slice(1)))
}

function Decision({ taskId }: { taskId: string }) {
  const { data: task, error } = usePeopleTask(taskId)
  const approveTask = useApproveTask()
  const rejectTask = useRejectTask()
  const problem = error ?? approveTask.error ?? rejectTask.error
  const isOpen = task?.status === 'pending' || task?.status === 'due'
  return (
    <main>
      {problem && <p role="alert">{problem.message}</p>}
      <h1>{task?.title}</h1>
      <p>{task?.description}</p>
      <p>Decide by {task?.decisionBy}</p>
      <p role="status">{task?.status}</p>
      {isOpen && (
        <>
          <button onClick={() => approveTask.mutate({ taskId })}>Approve</button>
          <button onClick={() => rejectTask.mutate({ taskId })}>Reject</button>
        </>
      )}
    </main>
  )
}
