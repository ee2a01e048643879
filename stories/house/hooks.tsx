import type { Parameters } from '@storybook/react-vite'
import { lazy, Suspense, type ComponentType } from 'react'
import type { AppmixerParameters } from './appmixer.tsx'
import { sourceOf } from './sourceOf.ts'

const HookPage = lazy(async () => ({ default: (await import('./HookPage.tsx')).HookPage }))

/** The parameters of a family of hooks, or of recipes: its docs page, and what that says first, in Markdown. */
export function pageOf(about: string): Parameters {
  return {
    docs: {
      description: { component: about },
      page: () => (
        <Suspense fallback={null}>
          <HookPage />
        </Suspense>
      ),
    },
  }
}

interface Shown {
  /** The hooks that the docs page describes below this story. */
  hooks?: string[]
  appmixer?: AppmixerParameters
}

/** A story of `{ Flows }`, a component of the same file, with its source as code to copy. */
export function shows(
  component: Record<string, ComponentType>,
  source: string,
  { hooks = [], appmixer = {} }: Shown = {},
) {
  const [name, Example] = Object.entries(component)[0]!
  return {
    parameters: {
      hooks,
      appmixer,
      docs: { source: { code: sourceOf(source, name), language: 'tsx' } },
    },
    render: () => (
      <div className="example">
        <Example />
      </div>
    ),
  }
}
