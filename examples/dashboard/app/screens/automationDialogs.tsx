import { FlowList, type FlowListModel } from 'appmixer-react'
import { useState, type ReactNode, type SubmitEvent } from 'react'
import { useLanguage } from '../language.tsx'
import { Button, Modal } from '../parts/controls.tsx'
import { Unsaved } from '../parts/leaving.tsx'

interface CreateAutomationProps {
  onCreate: (name: string) => void
  onClose: () => void
}

export function CreateAutomation({ onCreate, onClose }: CreateAutomationProps): ReactNode {
  const { words } = useLanguage()
  const [name, setName] = useState('')
  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    if (name.trim() === '') return
    onCreate(name.trim())
    onClose()
  }
  return (
    <Modal title={words.newAutomation} onClose={onClose}>
      <form className="stack" onSubmit={submit}>
        <label className="field">
          {words.name}
          <input
            data-part="input"
            required
            autoComplete="off"
            value={name}
            onChange={({ target }) => setName(target.value)}
          />
          <span className="hint">{words.newAutomationHint}</span>
        </label>
        <div className="dialog-foot">
          <Button onClick={onClose}>{words.cancel}</Button>
          <Button kind="primary" type="submit">
            {words.create}
          </Button>
        </div>
      </form>
      <Unsaved when={name !== ''} />
    </Modal>
  )
}

interface ModelProps {
  model: FlowListModel
}

/** Description and picture. */
export function EditAutomation({ model: { editing, messages } }: ModelProps): ReactNode {
  const { words } = useLanguage()
  return (
    <FlowList.EditDialog>
      <h2>{editing?.row.name}</h2>
      <div className="stack">
        <div className="field">
          {messages.description}
          <FlowList.DescriptionInput rows={4} />
        </div>
        <div className="field">
          {messages.picture}
          <FlowList.PictureInput />
        </div>
        <FlowList.PictureProblem />
        <FlowList.PicturePreview className="big-picture" />
        <div className="dialog-foot">
          {editing?.picture && <FlowList.PictureRemove />}
          <FlowList.EditCancel>{words.cancel}</FlowList.EditCancel>
          <FlowList.EditSave />
        </div>
      </div>
    </FlowList.EditDialog>
  )
}

/** Who else may see an automation, and what they may do. Written as a whole, when it is saved. */
export function ShareAutomation({ model: { sharing, messages } }: ModelProps): ReactNode {
  const { words } = useLanguage()
  return (
    <FlowList.ShareDialog>
      <h2>{sharing && messages.shareFlow(sharing.row.name)}</h2>
      <div className="stack">
        <FlowList.NotShared />
        <FlowList.Shares />
        <div className="actions add-share">
          <FlowList.ShareInput placeholder={messages.shareWith('email')} />
          <FlowList.ShareAdd />
        </div>
        <FlowList.ShareProblem />
        <div className="dialog-foot">
          <FlowList.ShareCancel>{words.cancel}</FlowList.ShareCancel>
          <FlowList.ShareSave />
        </div>
      </div>
    </FlowList.ShareDialog>
  )
}
