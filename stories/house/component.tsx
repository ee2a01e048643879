import type { Parameters } from '@storybook/react-vite'
import { componentDocs } from 'virtual:component-docs'
import { ComponentPage } from './ComponentPage.tsx'

/** The parameters of a component's stories: its docs page, and the source of the example as code to copy. */
export function componentParameters(name: string, example: string): Parameters {
  return {
    docs: { page: ComponentPage, source: { code: copyable(example), language: 'tsx' } },
    componentName: name,
  }
}

/** The source of an example without what only this story book needs. */
export function copyable(source: string): string {
  return source
    .replace(/import \{ countRenders \}.*\n/, '')
    .replaceAll(' renderItem={countRenders}', '')
    .trim()
}

type Control = 'boolean' | 'number' | 'text' | { options: readonly (string | number)[] }

/** The controls of these options, with the words of their doc comments. Other options have none. */
export function controlsFor<Name extends string>(
  component: string,
  controls: Record<Name, Control>,
) {
  const props = componentDocs[component]?.props ?? []
  return Object.fromEntries(
    Object.entries<Control>(controls).map(([name, control]) => {
      const prop = props.find((each) => each.name === name)
      if (!prop) throw new Error(`${component} has no option ${name}.`)
      const isChoice = typeof control === 'object'
      return [
        name,
        {
          description: prop.doc.text,
          control: isChoice ? 'select' : control,
          ...(isChoice && { options: control.options }),
          table: { type: { summary: prop.type }, defaultValue: { summary: prop.doc.default } },
        },
      ]
    }),
  ) as Record<Name, object>
}
