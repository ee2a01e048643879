'use client'

import { useEffect, useLayoutEffect, useState } from 'react'

/** What a link in an e-mail names. */
export interface TaskLink {
  taskId: string
  /** The approver's secret: for `<AppmixerProvider secret>`. Keep it out of logs, storage and URLs. */
  secret: string
  /** What the link proposes; nothing is decided before the user says so. */
  decision: 'approve' | 'reject' | undefined
}

/** `undefined` until the address was read, `null` where it names no task. */
export type TaskFromLink = TaskLink | null | undefined

const useBrowserLayoutEffect = typeof window === 'undefined' ? useEffect : useLayoutEffect

/**
 * The task that the address of this page names: `#taskId=…&secret=…`, or the same as search parameters. They are removed
 * from the address at once, so that the secret is neither shared, stored nor sent as a referrer. Sends nothing: mail
 * scanners open links, so a link alone must not decide.
 *
 * @example
 * const link = useTaskFromLink()
 * if (link === null) return <p>Open the link in your e-mail again.</p>
 * return link && (
 *   <AppmixerProvider baseUrl={baseUrl} secret={link.secret}>
 *     <Decision taskId={link.taskId} />
 *   </AppmixerProvider>
 * )
 */
export function useTaskFromLink(): TaskFromLink {
  const [link, setLink] = useState<TaskFromLink>()
  useBrowserLayoutEffect(() => {
    const found = takeLink()
    // Strict Mode runs it twice, and the second time nothing is left in the address.
    setLink((before) => found ?? before ?? null)
  }, [])
  return link
}

const names = ['taskId', 'secret', 'decision']

function takeLink(): TaskLink | undefined {
  const url = new URL(location.href)
  const inHash = new URLSearchParams(url.hash.slice(1))
  const valueOf = (name: string) => inHash.get(name) ?? url.searchParams.get(name)
  const [taskId, secret, decision] = names.map(valueOf)
  if (!taskId || !secret) return undefined
  for (const name of names) {
    inHash.delete(name)
    url.searchParams.delete(name)
  }
  url.hash = inHash.toString()
  history.replaceState(history.state, '', url)
  const proposed = decision === 'approve' || decision === 'reject' ? decision : undefined
  return { taskId, secret, decision: proposed }
}
