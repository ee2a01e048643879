'use client'

import { skipToken } from '@tanstack/react-query'
import { useScopedState } from '../../headless/useControlled.ts'
import type { FlowListMessages } from '../../react/messages.ts'
import { useUser } from '../../users/hooks.ts'
import { useFlowThumbnail } from '../hooks.ts'
import type { Flow, FlowShare } from '../types.ts'
import type {
  FlowDetails,
  FlowListOptions,
  FlowPictureProblem,
  FlowRow,
  FlowSharing,
} from './model.ts'
import {
  nameOfShare,
  problemWith,
  sharePermissions,
  shareTypes,
  toggled,
  type FlowShareProblem,
  type FlowShareType,
} from './sharing.ts'

/** Bytes of a picture: it is stored with the flow as text. */
const largestPicture = 500_000

interface DetailsDraft {
  key: string
  description: string | undefined
  picture: string | undefined
  problem: FlowPictureProblem | undefined
}

/** The dialog for description and picture. What was typed stays until it is saved or cancelled. */
export function useFlowDetails(messages: FlowListMessages): {
  edit(key: string): void
  /** The dialog, while its flow is on screen. */
  of(rows: readonly FlowRow[]): FlowDetails | undefined
} {
  const [draft, setDraft] = useScopedState<DetailsDraft | undefined>(() => undefined)
  const before = useFlowThumbnail(draft ? draft.key : skipToken)
  const change = (fields: Partial<DetailsDraft>) =>
    setDraft((current) => current && { ...current, ...fields })
  const close = () => setDraft(() => undefined)

  async function choose(file: File | undefined): Promise<void> {
    if (!file) return change({ picture: '', problem: undefined })
    if (!file.type.startsWith('image/')) return change({ problem: 'type' })
    if (file.size > largestPicture) return change({ problem: 'size' })
    const picture = await dataUriOf(file)
    change({ picture, problem: undefined })
  }

  function edit(key: string): void {
    setDraft(() => ({ key, description: undefined, picture: undefined, problem: undefined }))
  }

  function of(rows: readonly FlowRow[]): FlowDetails | undefined {
    const row = draft && rows.find(({ key }) => key === draft.key)
    if (!row) return undefined
    const stored = { description: row.flow.description ?? '', picture: before.data ?? '' }
    const { description = stored.description, picture = stored.picture, problem } = draft
    const update = {
      ...(description !== stored.description && { description }),
      ...(picture !== stored.picture && { thumbnail: picture }),
    }
    const isChanged = Object.keys(update).length > 0
    return {
      row,
      description,
      setDescription: (text) => change({ description: text }),
      picture,
      setPicture: (file) => void choose(file),
      problem: problem && messages.pictureProblem(problem, largestPicture),
      isChanged,
      save() {
        close()
        if (isChanged) row.update(update)
      },
      cancel: close,
    }
  }

  return { edit, of }
}

function dataUriOf(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.addEventListener('load', () => resolve(reader.result as string))
    reader.addEventListener('error', () => reject(reader.error as Error))
    reader.readAsDataURL(file)
  })
}

interface SharingDraft {
  key: string
  shares: readonly FlowShare[]
  type: FlowShareType
  text: string
  problem: FlowShareProblem | undefined
  isChanged: boolean
}

interface SharingInput {
  options: Pick<FlowListOptions, 'shareTypes' | 'sharePermissions'>
  messages: FlowListMessages
}

/** The dialog for who has access. All shares are written together, when it is saved. */
export function useFlowSharing({ options, messages }: SharingInput): {
  share(flow: Flow): void
  /** The dialog, while its flow is on screen. */
  of(rows: readonly FlowRow[]): FlowSharing | undefined
} {
  const { shareTypes: types = shareTypes, sharePermissions: all = sharePermissions } = options
  const [draft, setDraft] = useScopedState<SharingDraft | undefined>(() => undefined)
  // Only so is it known who one is by e-mail.
  const { data: user } = useUser({ enabled: draft !== undefined })
  const close = () => setDraft(() => undefined)
  const change = (fields: Partial<SharingDraft>) =>
    setDraft((before) => before && { ...before, ...fields })

  function share({ flowId: key, sharedWith }: Flow): void {
    const [type = 'email'] = types
    const shares = sharedWith ?? []
    setDraft(() => ({ key, shares, type, text: '', problem: undefined, isChanged: false }))
  }

  function of(rows: readonly FlowRow[]): FlowSharing | undefined {
    const row = draft && rows.find(({ key }) => key === draft.key)
    return row && sharingOf(draft, row)
  }

  function sharingOf(now: SharingDraft, row: FlowRow): FlowSharing {
    const { shares, type, text, problem } = now
    // Others see their own shares only: writing those would take the flow from everybody else.
    const isReadOnly = !row.can.share
    const write = (next: readonly FlowShare[]) => change({ shares: next, isChanged: true })

    /** The shares with the one that was typed; `undefined` when that is none. */
    function withTyped(): readonly FlowShare[] | undefined {
      const value = text.trim()
      const found = problemWith({ type, value }, shares, user)
      if (found) change({ problem: found })
      return found ? undefined : [...shares, { [type]: value, permissions: ['read'] }]
    }

    return {
      row,
      isReadOnly,
      isChanged: now.isChanged || text.trim() !== '',
      types,
      type,
      setType: (next) => change({ type: next, problem: undefined }),
      text,
      setText: (next) => change({ text: next, problem: undefined }),
      problem: problem && messages.shareProblem(problem, text.trim()),
      add() {
        const next = withTyped()
        if (next) change({ shares: next, text: '', problem: undefined, isChanged: true })
      },
      shares: shares.map((each) => {
        const given = each.permissions ?? []
        const name = nameOfShare(each)
        const replace = (permissions: string[]) =>
          write(shares.map((other) => (other === each ? { ...each, permissions } : other)))
        // A permission of a newer server stays on screen.
        const permissions = [...new Set([...all, ...given])].map((permission) => ({
          permission,
          name,
          isGiven: given.includes(permission),
          toggle:
            isReadOnly || permission === 'read'
              ? undefined
              : () => replace(toggled(given, permission)),
        }))
        return {
          key: name,
          name,
          share: each,
          permissions,
          remove: isReadOnly ? undefined : () => write(shares.filter((other) => other !== each)),
        }
      }),
      save() {
        // What was typed and not added yet is not lost.
        const next = text.trim() === '' ? shares : withTyped()
        if (!next) return false
        close()
        if (next !== shares || now.isChanged) row.update({ sharedWith: [...next] })
        return true
      },
      cancel: close,
    }
  }

  return { share, of }
}
