import { act, fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, describe, expect, it, vi } from 'vitest'
import {
  FlowList,
  useFlowList,
  useFlowThumbnail,
  type FlowListModel,
  type FlowListOptions,
  type FlowRow,
} from '../../src/index.ts'
import { createManualClock, createSandbox } from '../../src/sandbox/index.ts'
import { createWorld } from '../support.tsx'

/** A list from parts. */
function WithParts(props: FlowListOptions) {
  return (
    <FlowList.Root {...props}>
      <FlowList.Search />
      <FlowList.StageFilter>
        <FlowList.StageOption value="running" />
      </FlowList.StageFilter>
      <FlowList.Loading />
      <FlowList.Failure />
      <FlowList.Reload />
      <FlowList.Empty />
      <FlowList.Clear />
      <FlowList.Items>
        <FlowList.Thumbnail />
        <FlowList.Name />
        <FlowList.NameInput />
        <FlowList.StageLabel />
        <FlowList.Toggle />
        <FlowList.Start />
        <FlowList.Stop />
        <FlowList.Rename />
        <FlowList.Remove />
        <FlowList.ItemError />
        <FlowList.Retry />
        <FlowList.Dismiss />
      </FlowList.Items>
      <FlowList.Previous />
      <FlowList.Range />
      <FlowList.Next />
      <FlowList.Undo />
      <FlowList.Announcer />
    </FlowList.Root>
  )
}

/** The same list with the prop getters on elements of one's own. */
function WithGetters(props: FlowListOptions) {
  const list = useFlowList(props)
  const isEmpty = list.status === 'empty'
  return (
    <section {...list.getRootProps()}>
      <input {...list.getSearchProps()} />
      <div {...list.getStageFilterProps()}>
        <button {...list.getStageOptionProps('running')} />
      </div>
      {list.status === 'loading' && <p {...list.getLoadingProps()} />}
      {list.error && <p {...list.getFailureProps()} />}
      {list.error && <button {...list.getReloadProps()} />}
      {isEmpty && <p {...list.getEmptyProps()} />}
      {isEmpty && list.emptyReason !== 'none' && <button {...list.getClearProps()} />}
      {list.rows.length > 0 && (
        <ul {...list.getItemsProps()}>
          {list.rows.map((row) => (
            <li key={row.key} {...list.getItemProps(row)}>
              <Picture list={list} row={row} />
              {!row.isRenaming && <span {...list.getNameProps(row)} />}
              {row.isRenaming && <input {...list.getNameInputProps(row)} />}
              <span {...list.getStageProps(row)} />
              <button {...list.getToggleProps(row)} />
              <button {...list.getStartProps(row)} />
              <button {...list.getStopProps(row)} />
              <button {...list.getRenameProps(row)} />
              <button {...list.getRemoveProps(row)} />
              {row.error && <p {...list.getErrorProps(row)} />}
              {row.error && <button {...list.getRetryProps(row)} />}
              {row.error && <button {...list.getDismissProps(row)} />}
            </li>
          ))}
        </ul>
      )}
      <button {...list.getPreviousProps()} />
      <span {...list.getRangeProps()} />
      <button {...list.getNextProps()} />
      {list.undoable && <button {...list.getUndoProps()} />}
      <div {...list.getAnnouncerProps()} />
    </section>
  )
}

/** What `FlowList.Thumbnail` does, without a look at the screen. */
function Picture({ list, row }: { list: FlowListModel; row: FlowRow }) {
  const { data: src, isError } = useFlowThumbnail(row.key)
  const state = src ? 'ready' : isError ? 'failed' : 'loading'
  if (src === null) return null
  return <img {...list.getThumbnailProps(row, { 'data-state': state, ...(src && { src }) })} />
}

afterEach(() => void vi.useRealTimers())

describe('parts and prop getters make the same HTML', () => {
  it.each([
    ['with flows', {}, '1–20 of 28'],
    ['without flows', { data: 'empty' } as const, 'No flows yet.'],
    [
      'when refused',
      { faults: [{ status: 403 }] },
      'The flows could not be loaded. Ordered by a fault of the sandbox',
    ],
    ['while loading', { faults: [{ network: 'silent' }] } as const, 'Loading flows'],
  ])('%s', async (_, options, sign) => {
    const htmlOf = async (List: typeof WithParts) => {
      const { container, unmount } = render(<List sharedWithPermissions="" />, {
        wrapper: createWorld(createSandbox(options)).wrapper,
      })
      await within(container).findByText(sign)
      const html = container.innerHTML
      unmount()
      return withoutIds(html)
    }
    expect(await htmlOf(WithParts)).toBe(await htmlOf(WithGetters))
  })

  it('also on a row that failed', async () => {
    const htmlOf = async (List: typeof WithParts) => {
      const { container, unmount } = render(<List />, { wrapper: createWorld().wrapper })
      await userEvent.click(await screen.findByRole('switch', { name: /Enrich new contacts/ }))
      await within(container).findByText(/^Missing account for/)
      const html = container.innerHTML
      unmount()
      return withoutIds(html)
    }
    expect(await htmlOf(WithParts)).toBe(await htmlOf(WithGetters))
  })
})

describe('a flow list', () => {
  it('sends one search when typing pauses, from the first page', async () => {
    const { wrapper, sandbox } = createWorld()
    render(<WithParts pageSize={10} sharedWithPermissions="" />, { wrapper })
    await screen.findByText('1–10 of 28')
    await userEvent.click(screen.getByRole('button', { name: 'Next page' }))
    await screen.findByText('11–20 of 28')
    sandbox.requests.clear()

    await userEvent.type(screen.getByRole('searchbox'), 'weekly pipeline')

    await screen.findByText('1–1 of 1')
    await waitFor(() => expect(screen.getAllByRole('listitem')).toHaveLength(1))
    const lists = sandbox.requests.of('GET /flows')
    expect(lists.at(-1)!.search.get('pattern')).toBe('weekly pipeline')
    expect(lists.at(-1)!.search.get('offset')).toBe('0')
    expect(lists.filter(({ search }) => search.has('pattern'))).toHaveLength(1)
  })

  it('tells nothing there from nothing found, and takes the search away', async () => {
    render(<WithParts searchDelay={0} />, { wrapper: createWorld().wrapper })
    await userEvent.type(await screen.findByRole('searchbox'), 'no such flow')
    await screen.findByText('No flow matches the search.')
    await userEvent.click(screen.getByRole('button', { name: 'Show all flows' }))
    expect(await screen.findAllByRole('listitem')).not.toHaveLength(0)
    expect(screen.getByRole('searchbox')).toHaveValue('')
  })

  it('repeats the command that failed from its own row, and announces both', async () => {
    const sandbox = createSandbox({
      faults: [{ on: 'POST /flows/:flowId/coordinator', status: 503, message: 'Busy', times: 1 }],
    })
    render(<WithParts pageSize={30} />, { wrapper: createWorld(sandbox).wrapper })
    const name = 'Lost deal follow-up after 90 days'
    const toggle = await screen.findByRole('switch', { name: `Run ${name}` })

    await userEvent.click(toggle)
    await screen.findByText(`${name}: Busy. It may have been done all the same.`)
    expect(toggle).not.toBeChecked()

    await userEvent.click(screen.getByRole('button', { name: `Try again: ${name}` }))
    await screen.findByText(`Starting ${name}`)
    expect(toggle).toBeChecked()
    expect(screen.queryByText('Busy')).not.toBeInTheDocument()
  })

  it('renames at once, takes the name back when the server refuses, and keeps the focus in the row', async () => {
    const clock = createManualClock()
    const sandbox = createSandbox({
      clock,
      faults: [{ on: 'PUT /flows/:flowId', status: 500, message: 'Out of order', delay: 1_000 }],
    })
    render(<WithParts pageSize={30} />, { wrapper: createWorld(sandbox).wrapper })
    const name = 'Lost deal follow-up after 90 days'
    await userEvent.click(await screen.findByRole('button', { name: `Rename ${name}` }))
    await userEvent.keyboard('Ask first{Enter}')
    expect(await screen.findByText('Ask first')).toBeVisible()
    expect(screen.getByRole('button', { name: 'Rename Ask first' })).toHaveFocus()
    await waitFor(() => expect(sandbox.requests.count('PUT /flows/:flowId')).toBe(1))
    clock.advance(1_000)
    expect(await screen.findByText(name)).toBeVisible()
    expect(screen.getByText('Out of order')).toBeVisible()
  })

  it.each([
    ['says so', { isComposing: true }],
    ['is known by its key code only, as in Safari', { keyCode: 229 }],
  ])('leaves Enter and Escape to an input method that %s', async (_, composing) => {
    const { wrapper, sandbox } = createWorld()
    render(<WithParts pageSize={30} />, { wrapper })
    const name = 'Rename Lost deal follow-up after 90 days'
    await userEvent.click(await screen.findByRole('button', { name }))
    const field = screen.getByRole('textbox')
    fireEvent.input(field, { target: { value: 'けいさん' } })
    expect(fireEvent.keyDown(field, { key: 'Enter', ...composing })).toBe(true)
    expect(fireEvent.keyDown(field, { key: 'Escape', ...composing })).toBe(true)
    expect(field).toBeVisible()
    expect(sandbox.requests.count('PUT /flows/:flowId')).toBe(0)

    fireEvent.input(field, { target: { value: '計算' } })
    fireEvent.keyDown(field, { key: 'Enter' })
    expect(await screen.findByText('計算')).toBeVisible()
    await waitFor(() => expect(sandbox.requests.count('PUT /flows/:flowId')).toBe(1))
  })

  it('sends no search while an input method composes it, however long that takes', async () => {
    const { wrapper, sandbox } = createWorld()
    render(<WithParts searchDelay={0} />, { wrapper })
    await screen.findAllByRole('listitem')
    const field = screen.getByRole('searchbox')
    const patterns = () =>
      sandbox.requests.of('GET /flows').flatMap(({ search }) => search.get('pattern') ?? [])

    vi.useFakeTimers()
    fireEvent.compositionStart(field)
    for (const value of ['k', 'か', 'かい']) {
      fireEvent.input(field, { target: { value }, isComposing: true })
      fireEvent.keyDown(field, { key: 'Enter', isComposing: true })
      await act(() => vi.advanceTimersByTimeAsync(60_000))
      expect(field).toHaveValue(value)
    }
    expect(patterns()).toEqual([])
    fireEvent.input(field, { target: { value: '会' }, isComposing: true })
    fireEvent.compositionEnd(field)
    await act(() => vi.advanceTimersByTimeAsync(1))
    vi.useRealTimers()
    await waitFor(() => expect(patterns()).toEqual(['会']))
  })

  it('deletes without a question where one can undo, and sends it when the page goes', async () => {
    const { wrapper, sandbox } = createWorld()
    const { container } = render(
      <WithParts pageSize={2} sharedWithPermissions="" undoWindow={60_000} />,
      { wrapper },
    )
    await screen.findAllByRole('listitem')
    const [first, second] = screen.getAllByRole('button', { name: /^Delete / })
    const names = () => screen.getAllByRole('listitem').map(({ textContent }) => textContent)
    const before = names()
    expect(first).not.toHaveAttribute('aria-haspopup')

    await userEvent.click(first!)
    await waitFor(() => expect(second!.closest('li')).toHaveFocus())
    const undo = screen.getByRole('button', { name: /^Undo: / })
    expect(names()).toEqual([before[1]])
    expect(container.querySelector('dialog')).toBeNull()
    await userEvent.click(undo)
    await waitFor(() => expect(names()).toEqual(before))
    expect(sandbox.requests.count('DELETE')).toBe(0)

    await userEvent.click(screen.getAllByRole('button', { name: /^Delete / })[0]!)
    await waitFor(() => expect(names()).toEqual([before[1]]))
    window.dispatchEvent(new Event('pagehide'))
    await waitFor(() => expect(sandbox.requests.count('DELETE')).toBe(1))
    await waitFor(() => expect(names()).toHaveLength(2))
  })

  it('shows the page before when the last one empties', async () => {
    const sandbox = createSandbox()
    const { wrapper } = createWorld(sandbox)
    render(<WithParts pageSize={27} sharedWithPermissions="" />, { wrapper })
    await screen.findByText('1–27 of 28')
    await userEvent.click(screen.getByRole('button', { name: 'Next page' }))
    await screen.findByText('28–28 of 28')
    sandbox.database.flows.splice(0, 1)

    await userEvent.click(screen.getByRole('switch'))

    await screen.findByText('1–27 of 27')
  })

  it('lets the caller’s handler prevent ours, and adds class names', async () => {
    const onClick = vi.fn((event: { preventDefault(): void }) => event.preventDefault())
    const { wrapper, sandbox } = createWorld()
    render(
      <FlowList.Root>
        <FlowList.Items>
          <FlowList.Toggle className="mine" onClick={onClick} />
        </FlowList.Items>
      </FlowList.Root>,
      { wrapper },
    )
    const [toggle] = await screen.findAllByRole('switch')
    await userEvent.click(toggle!)
    expect(toggle).toHaveClass('mine')
    expect(onClick).toHaveBeenCalledOnce()
    expect(sandbox.requests.count('POST')).toBe(0)
  })

  it('renders another element with the same behaviour, and gives its ref', async () => {
    const seen = vi.fn()
    const { wrapper, sandbox } = createWorld()
    render(
      <FlowList.Root pageSize={1} sharedWithPermissions="">
        <FlowList.Items>
          <FlowList.Name ref={seen} render={<h3 className="heading" />} />
          <FlowList.Toggle render={(props, row) => <a {...props}>{row.stage}</a>} />
        </FlowList.Items>
      </FlowList.Root>,
      { wrapper },
    )
    expect(await screen.findByRole('heading', { level: 3 })).toHaveClass('heading')
    expect(seen).toHaveBeenCalledWith(screen.getByRole('heading'))
    await userEvent.click(screen.getByRole('switch'))
    await waitFor(() => expect(sandbox.requests.count('POST')).toBe(1))
  })

  it('speaks another language', async () => {
    render(<WithParts messages={{ search: 'Suche', range: (from) => `ab ${from}` }} />, {
      wrapper: createWorld().wrapper,
    })
    expect(await screen.findByRole('searchbox', { name: 'Suche' })).toBeVisible()
    expect(await screen.findByText('ab 1')).toBeVisible()
  })

  it('shows no picture that could call anybody', async () => {
    const sandbox = createSandbox()
    for (const flow of sandbox.database.flows) flow.thumbnail = 'https://evil.test/pixel.png'
    const { container } = render(<WithParts pageSize={1} />, {
      wrapper: createWorld(sandbox).wrapper,
    })
    await screen.findByRole('switch')
    await waitFor(() => expect(container.querySelector('img')).toBeNull())
  })

  it('says which part is missing around a part', () => {
    vi.spyOn(console, 'error').mockImplementation(() => {})
    expect(() => render(<FlowList.Search />, { wrapper: createWorld().wrapper })).toThrow(
      '<FlowList.Search> is outside of <FlowList.Root>',
    )
  })
})

/** React numbers its ids as it goes. */
function withoutIds(html: string): string {
  return html.replaceAll(/_r_\w+?_/g, '')
}
