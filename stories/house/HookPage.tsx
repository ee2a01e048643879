import {
  Canvas,
  DocsContext,
  Heading,
  Markdown,
  Source,
  Subheading,
  Title,
  useOf,
} from '@storybook/addon-docs/blocks'
import type { HookDocs } from '../.storybook/hookDocs.ts'
import { hookDocs } from 'virtual:hook-docs'
import { useContext, type ReactNode } from 'react'
import { Table, Words } from './ComponentPage.tsx'

/** The docs page of a family of hooks: every story, and below it all that the package's sources say of its hooks. */
export function HookPage() {
  const { preparedMeta } = useOf('meta', ['meta'])
  const stories = useContext(DocsContext).componentStories()
  const about = preparedMeta.parameters['docs']?.description?.component as string | undefined
  return (
    <>
      <Title />
      {about && <Markdown>{about}</Markdown>}
      {stories.map((story) => {
        const text = story.parameters['docs']?.description?.story as string | undefined
        const names = (story.parameters['hooks'] ?? []) as string[]
        const isShown = story.tags.includes('autodocs')
        if (!isShown && names.length === 0) return null
        return (
          <section key={story.id}>
            <Heading>{story.name}</Heading>
            {text && <Markdown>{text}</Markdown>}
            {isShown && (
              <Canvas of={story.moduleExport} sourceState={names.length > 0 ? 'shown' : 'hidden'} />
            )}
            {names.map((name) => (
              <Hook key={name} docs={docsOf(name)} />
            ))}
          </section>
        )
      })}
    </>
  )
}

function docsOf(name: string): HookDocs {
  const docs = hookDocs[name]
  if (!docs) throw new Error(`appmixer-react exports no hook ${name}.`)
  return docs
}

function Hook({ docs }: { docs: HookDocs }) {
  const { name, text, signature, parameters, inputs, results, example } = docs
  return (
    <>
      <Subheading>{name}</Subheading>
      <Markdown>{text}</Markdown>
      <Source code={signature} language="tsx" />
      <Table head={['What', 'How']} rows={factsOf(docs)} />
      {parameters.length > 0 && (
        <Markdown>{parameters.map((each) => `- ${each}`).join('\n')}</Markdown>
      )}
      {inputs.map((fields) => (
        <FieldsTable key={fields.name} {...fields} kind="Input" />
      ))}
      {results.map((fields) => (
        <FieldsTable key={fields.name} {...fields} kind="Result" />
      ))}
      {example && <Source code={example} language="tsx" />}
    </>
  )
}

function factsOf({ requests, key, effect, rejects, tanstack, signature }: HookDocs): ReactNode[][] {
  const { patches, invalidates, removes, refusals } = effect ?? {}
  const facts = [
    ['Requests', requests.map((request) => `\`${request}\``).join(', ') || requestsOf(signature)],
    ['Key', key],
    ['Shows at once', patches],
    ['Invalidates', invalidates],
    ['Removes', removes],
    ['Rejects', rejects],
    ['`error.reason`', refusals],
    [
      'Options',
      tanstack && `all of TanStack’s \`${tanstack}\`, but for those that belong to the hook`,
    ],
  ]
  return facts.flatMap(([name, value]) =>
    value ? [[<Words key="name">{name!}</Words>, <Words key="value">{value}</Words>]] : [],
  )
}

/** A hook for any call sends what the call does. */
function requestsOf(signature: string): string {
  const [, made] = /\boptionsFor: .*?=> (\w+)</s.exec(signature) ?? []
  if (!made) return 'none'
  const isWrite = /Mutation|Bulk|Write/.test(made)
  return `those of the ${isWrite ? 'mutation' : 'query'} whose options it is given`
}

function FieldsTable({
  name,
  members,
  kind,
}: {
  name: string
  members: HookDocs['inputs'][number]['members']
  kind: string
}) {
  return (
    <details>
      <summary>
        {kind}: <code>{name}</code>
      </summary>
      <Table
        head={['Field', 'Type', 'What it is', 'Default']}
        rows={members.map(({ name: field, type, isOptional, doc }) => [
          <code key="name">{field + (isOptional ? '' : ' *')}</code>,
          <code key="type">{type}</code>,
          <Words key="text">{doc.text}</Words>,
          doc.default && <Words key="default">{doc.default}</Words>,
        ])}
      />
    </details>
  )
}
