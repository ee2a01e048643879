import type { ReactNode } from 'react'
import { TaskInbox } from '../../src/index.ts'

/** An inbox as one would build it for a phone. `onRows` hears the titles of every frame. */
export function Inbox({ onRows = () => {} }: { onRows?: (titles: string[]) => void }): ReactNode {
  return (
    <TaskInbox.Root>
      {({ rows }) => {
        onRows(rows.map(({ name }) => name))
        return (
          <>
            <TaskInbox.Count value="pending" />
            <TaskInbox.Items>
              <TaskInbox.Title />
              <TaskInbox.Due />
              <TaskInbox.Approve />
              <TaskInbox.Reject />
              <TaskInbox.Outcome />
              <TaskInbox.ItemError />
              <TaskInbox.Dismiss />
            </TaskInbox.Items>
            <TaskInbox.Announcer />
          </>
        )
      }}
    </TaskInbox.Root>
  )
}
