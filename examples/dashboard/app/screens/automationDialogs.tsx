import type { FlowRow, FlowShare } from 'appmixer-react'
import { useState, type ReactNode, type SubmitEvent } from 'react'
import { useLanguage } from '../language.tsx'
import { Button, IconButton, Modal } from '../parts/controls.tsx'

interface CreateAutomationProps {
  onCreate: (name: string) => void
  onClose: () => void
}

export function CreateAutomation({ onCreate, onClose }: CreateAutomationProps): ReactNode {
  const { words } = useLanguage()
  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    const name = (new FormData(event.currentTarget).get('name') as string).trim()
    if (name === '') return
    onCreate(name)
    onClose()
  }
  return (
    <Modal title={words.newAutomation} onClose={onClose}>
      <form className="stack" onSubmit={submit}>
        <label className="field">
          {words.name}
          <input data-part="input" name="name" required autoComplete="off" />
          <span className="hint">{words.newAutomationHint}</span>
        </label>
        <div className="dialog-foot">
          <Button onClick={onClose}>{words.cancel}</Button>
          <Button kind="primary" type="submit">
            {words.create}
          </Button>
        </div>
      </form>
    </Modal>
  )
}

interface ShareAutomationProps {
  row: FlowRow
  onClose: () => void
}

const rights = {
  read: 'canView',
  'read,start,stop': 'canStartStop',
} as const

/** Who else may see an automation, and what they may do. Written as a whole, when it is saved. */
export function ShareAutomation({ row, onClose }: ShareAutomationProps): ReactNode {
  const { words } = useLanguage()
  const [shares, setShares] = useState<FlowShare[]>(row.flow.sharedWith ?? [])

  function add(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = event.currentTarget
    const fields = new FormData(form)
    const email = (fields.get('email') as string).trim()
    const permissions = (fields.get('right') as string).split(',')
    setShares([...shares.filter((share) => share.email !== email), { email, permissions }])
    form.reset()
  }

  return (
    <Modal title={words.shareTitle(row.name)} onClose={onClose}>
      <div className="stack">
        <ul className="lines">
          {shares.map((share) => (
            <li key={nameOf(share)}>
              <span className="avatar" aria-hidden="true">
                {nameOf(share).slice(0, 2).toUpperCase()}
              </span>
              <span>{nameOf(share)}</span>
              <span className="soft">
                {share.permissions?.includes('start') ? words.canStartStop : words.canView}
              </span>
              <IconButton
                icon="close"
                label={words.removeShare(nameOf(share))}
                onClick={() => setShares(shares.filter((other) => other !== share))}
              />
            </li>
          ))}
          {shares.length === 0 && <li className="soft">{words.onlyYou}</li>}
        </ul>
        <form className="actions add-share" onSubmit={add}>
          <input
            data-part="input"
            className="grow"
            name="email"
            type="email"
            required
            aria-label={words.email}
            placeholder={words.email}
          />
          <select data-part="input" name="right" aria-label={words.mayDo}>
            {Object.entries(rights).map(([value, label]) => (
              <option key={value} value={value}>
                {words[label]}
              </option>
            ))}
          </select>
          <Button type="submit">{words.add}</Button>
        </form>
        <div className="dialog-foot">
          <Button onClick={onClose}>{words.cancel}</Button>
          <Button
            kind="primary"
            onClick={() => {
              row.update({ sharedWith: shares })
              onClose()
            }}
          >
            {words.save}
          </Button>
        </div>
      </div>
    </Modal>
  )
}

function nameOf({ email, domain, scope, userId }: FlowShare): string {
  return email ?? domain ?? scope ?? userId ?? ''
}
