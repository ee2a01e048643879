import { render, screen, waitFor } from '@testing-library/react'
import {
  Component,
  createElement,
  createRef,
  type ComponentType,
  type ReactNode,
  type RefObject,
} from 'react'
import { describe, expect, it, vi } from 'vitest'
import { createSandbox, type Sandbox, type SandboxOptions } from '../../src/sandbox/index.ts'
import { createWorld } from '../support.tsx'

/** How parts come to be on screen: those of one scene are shown together. */
export interface Scene {
  /** Their names, with spaces between. */
  show: string
  sandbox?: SandboxOptions
  root?: Record<string, unknown>
  /** What is at the server before. */
  arrange?: (sandbox: Sandbox) => void
  /** Before they are looked for. */
  act?: () => Promise<void>
}

export interface PartRules {
  /** All parts that no scene names are on screen at once. */
  scenes: Scene[]
  /** Props that a part cannot do without. */
  props?: Record<string, object>
  root?: Record<string, unknown>
  /** The sandbox of all scenes without one of their own. */
  sandbox?: SandboxOptions
  /** Controls that bring others on screen, by the part that is around them. */
  controls?: Record<string, ReactNode>
  /** Parts that only the tests of behaviour bring on screen, with spaces between. */
  elsewhere?: string
}

/** The rules that hold for every part of a component. */
export function describeParts(component: string, theirs: object, rules: PartRules): void {
  const parts = theirs as Record<string, ComponentType<any>>
  const { Root, Items } = parts as { Root: ComponentType<any>; Items?: ComponentType<any> }
  const names = Object.keys(parts).filter((name) => !['Root', 'Item'].includes(name))
  const named = ['Items', rules.elsewhere, ...rules.scenes.map(({ show }) => show)].join(' ')
  const others = names.filter((name) => !named.split(' ').includes(name)).join(' ')

  /** What each part says where it cannot be. */
  function refusals(around: (children: ReactNode) => ReactNode): Record<string, string> {
    vi.spyOn(console, 'error').mockImplementation(() => {})
    const said: Record<string, string> = {}
    const refused = names.map((name) => (
      <Catch key={name} onError={(error) => (said[name] = error.message)}>
        {createElement(parts[name]!, { value: 'x', ...rules.props?.[name] })}
      </Catch>
    ))
    render(around(refused), { wrapper: createWorld().wrapper }).unmount()
    return said
  }

  /** The part that must be around it: `Items` of those of a row. */
  let places: Record<string, string> | undefined
  function placeOf(name: string): string {
    if (!places) {
      const said = refusals((children) => <Root {...rules.root}>{children}</Root>)
      places = {}
      for (const [part, message] of Object.entries(said))
        places[part] = /outside of <\w+\.(\w+)>/.exec(message)?.[1] ?? 'Root'
    }
    return places[name] ?? 'Root'
  }

  describe(`The parts of ${component}`, () => {
    it('gives every part its display name', () => {
      const given = Object.entries(parts).map(([name, part]) => [name, part.displayName])
      expect(given).toEqual(Object.keys(parts).map((name) => [name, `${component}.${name}`]))
    })

    it('has parts that say what is missing around them', () => {
      const said = refusals((children) => children)
      for (const name of names)
        expect(said[name]).toContain(`<${component}.${name}> is outside of <${component}.`)
    })

    describe.each([{ show: others }, ...rules.scenes] as Scene[])('$show', (scene) => {
      const together = scene.show.split(' ')

      it('spreads props, adds a class, gives its ref; renders another element by a function of its state', async () => {
        const refs: Record<string, RefObject<Element | null>> = {}
        const states: Record<string, unknown> = {}
        const at: Record<string, ReactNode[]> = Items ? { Items: [] } : {}
        for (const name of together) {
          const own = {
            ref: (refs[name] = createRef()),
            className: 'mine',
            'data-testid': name,
            'data-mine': 'yes',
          }
          const other = {
            render(props: object, state: object) {
              states[name] = state
              return <b {...props} data-testid={`other ${name}`} />
            },
          }
          for (const [index, props] of [own, other].entries()) {
            const key = `${name} ${index}`
            const part = createElement(parts[name]!, { key, ...rules.props?.[name], ...props })
            ;(at[placeOf(name)] ??= []).push(part)
          }
        }
        const { Root: ofList, ...inside } = at
        const sandbox = createSandbox(scene.sandbox ?? rules.sandbox)
        scene.arrange?.(sandbox)
        render(
          <Root {...rules.root} {...scene.root}>
            {rules.controls?.Root}
            {Object.entries(inside).map(([place, children]) =>
              createElement(parts[place]!, { key: place }, rules.controls?.[place], children),
            )}
            {ofList}
          </Root>,
          { wrapper: createWorld(sandbox).wrapper },
        )
        await scene.act?.()
        for (const name of together) {
          const [element] = await screen.findAllByTestId(name)
          expect(element, name).toHaveClass('mine')
          expect(element, name).toHaveAttribute('data-mine', 'yes')
          expect(element, name).toHaveAttribute('data-part')
          expect(refs[name]!.current, name).toBeInstanceOf(Element)
          if (placeOf(name) === 'Root') expect(refs[name]!.current, name).toBe(element)
          const [other] = await screen.findAllByTestId(`other ${name}`)
          expect(other!.tagName, name).toBe('B')
          expect(other, name).toHaveAttribute('data-part')
          expect(states[name], name).toBeDefined()
        }
      })
    })

    it('Root renders another element, and gives its ref', async () => {
      const ref = createRef<HTMLElement>()
      render(<Root {...rules.root} ref={ref} render={<main id="mine" />} />, {
        wrapper: createWorld().wrapper,
      })
      await waitFor(() => expect(ref.current).toBe(document.querySelector('main#mine')))
    })

    it.runIf(Items)('Items makes a table as well, and gives its ref', async () => {
      const List = Items!
      const ref = createRef<HTMLElement>()
      render(
        <Root {...rules.root}>
          <table>
            <List ref={ref} className="mine" render={<tbody />} renderItem={<tr />}>
              <td>row</td>
            </List>
          </table>
        </Root>,
        { wrapper: createWorld(createSandbox(rules.sandbox)).wrapper },
      )
      await screen.findAllByText('row')
      expect(document.querySelector('tbody.mine > tr > td')).not.toBeNull()
      expect(ref.current).toBe(document.querySelector('tbody'))
    })
  })
}

/** Keeps what a part throws. */
class Catch extends Component<{ onError: (error: Error) => void; children: ReactNode }> {
  static getDerivedStateFromError = (): object => ({ hasFailed: true })
  override state = { hasFailed: false }
  override componentDidCatch(error: Error): void {
    this.props.onError(error)
  }
  override render(): ReactNode {
    return !this.state.hasFailed && this.props.children
  }
}
