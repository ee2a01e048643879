'use client'

import { useCallback, useState } from 'react'
import { useAppmixerClient } from '../react/context.ts'

/** State of one session: it starts anew, before anything is painted, when the tenant or the user changes. */
export function useScopedState<T>(initial: () => T): [T, (change: (before: T) => T) => void] {
  const { scope } = useAppmixerClient()
  const [state, setState] = useState(() => ({ scope, value: initial() }))
  const set = useCallback(
    (change: (before: T) => T) =>
      setState((before) =>
        before.scope === scope ? { scope, value: change(before.value) } : before,
      ),
    [scope],
  )
  if (state.scope === scope) return [state.value, set]
  const value = initial()
  setState({ scope, value })
  return [value, set]
}

/** The caller's value, or else state of our own that starts with `initial`. Either way `onChange` is called. */
export function useControlled<T>(
  value: T | undefined,
  initial: T,
  onChange: ((value: T) => void) | undefined,
): [T, (next: T) => void] {
  const [own, setOwn] = useScopedState(() => initial)
  const set = (next: T) => {
    setOwn(() => next)
    onChange?.(next)
  }
  return [value === undefined ? own : value, set]
}

/** What was typed so far, by row key. `undefined` forgets it. */
export function useDrafts(): [
  drafts: Readonly<Record<string, string>>,
  setDraft: (key: string, draft: string | undefined) => void,
] {
  const [drafts, setDrafts] = useScopedState<Readonly<Record<string, string>>>(() => ({}))
  function setDraft(key: string, draft: string | undefined): void {
    setDrafts(({ [key]: _, ...others }) =>
      draft === undefined ? others : { ...others, [key]: draft },
    )
  }
  return [drafts, setDraft]
}

/** What a list shows, as one object: it fits into the address of the page. */
export interface ListView {
  search: string
  /** From 0. */
  page: number
  pageSize: number
  /** `field:1` or `field:-1`. */
  sort: string
  /** The key of the row that is open beside the list. */
  opened: string | undefined
}

/** Some fields of a view. */
export type PartialView<View> = { [Name in keyof View]?: View[Name] | undefined }

/** How a caller takes part in what a list shows. */
export interface ViewOptions<View> {
  /**
   * What to show, as far as you decide it: each field that is there is yours, and changes only when you change it;
   * `undefined` in it means the default. The other fields are kept by the list. Put `onViewChange` beside it.
   */
  view?: PartialView<View> | undefined
  /** What to show at first; from then on the list decides. */
  defaultView?: PartialView<View> | undefined
  /**
   * Called once for each change by the user, with the view to show and the fields that changed. A change of search,
   * filter, sort or page size also goes to the first page: it is one call, so one navigation and one request.
   *
   * @example
   * onViewChange={(view, change) => setSearchParams(toParams(view), { replace: 'search' in change })}
   */
  onViewChange?: ((view: View, change: Partial<View>) => void) | undefined
}

/** Fields that do not change which rows match. */
const besides = new Set(['page', 'opened', 'layout'])

/** The view of a list, and how to change it. */
export function useView<View extends ListView>(
  initial: View,
  { view, defaultView, onViewChange }: ViewOptions<View>,
): [View, (change: Partial<View>) => void] {
  const [changed, setChanged] = useScopedState<Partial<View>>(() => ({}))
  const defaults = { ...initial, ...given(defaultView) }
  const current = { ...defaults, ...changed, ...over(defaults, view) }
  function set(change: Partial<View>): void {
    const other = Object.keys(change).some((name) => !besides.has(name))
    const whole = other ? { page: 0, ...change } : change
    setChanged((before) => ({ ...before, ...whole }))
    onViewChange?.({ ...current, ...whole }, whole)
  }
  return [current, set]
}

/** Without the fields that are `undefined`. */
function given<View>(view: PartialView<View> | undefined): Partial<View> {
  const entries = Object.entries(view ?? {}).filter(([, value]) => value !== undefined)
  return Object.fromEntries(entries) as Partial<View>
}

/** The fields of `view`; those that are `undefined` have their default. */
function over<View extends ListView>(
  defaults: View,
  view: PartialView<View> | undefined,
): Partial<View> {
  const names = Object.keys(view ?? {}) as (keyof View)[]
  return Object.fromEntries(
    names.map((name) => [name, view?.[name] ?? defaults[name]]),
  ) as Partial<View>
}
