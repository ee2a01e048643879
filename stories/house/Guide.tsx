import { Markdown } from '@storybook/addon-docs/blocks'
import dashboard from '../../docs/dashboard.webp'

/** A page of `docs/`, with links that lead to the other pages of this story book. */
export function Guide({ text }: { text: string }) {
  return <Markdown>{inside(text)}</Markdown>
}

/** `authentication.md#tokens` and `docs/authentication.md#tokens` are `?path=/docs/guides-authentication--docs#tokens`. */
export function inside(text: string): string {
  return (
    text
      .replaceAll(
        /\]\((?:\.\/)?(?:docs\/)?([\w-]+)\.md(#[\w-]+)?\)/g,
        (whole, name: string, hash = '') =>
          name === name.toLowerCase() ? `](?path=/docs/guides-${name}--docs${hash})` : whole,
      )
      // `reference/components/FlowList.md` is the page of the component.
      .replaceAll(
        /\]\(reference\/components\/(\w+)\.md\)/g,
        (_, name: string) => `](?path=/docs/components-${name.toLowerCase()}--docs)`,
      )
      .replaceAll('](docs/dashboard.webp)', `](${dashboard})`)
      // Files of the repository that are no pages here.
      .replaceAll(/\[([^\]]+)\]\([A-Z]\w+\.md\)/g, '$1')
  )
}
