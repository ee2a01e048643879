import {
  Controls,
  Heading,
  Markdown,
  Primary,
  Source,
  Stories,
  Subtitle,
  Title,
  useOf,
} from '@storybook/addon-docs/blocks'
import { componentDocs } from 'virtual:component-docs'
import type { ReactNode } from 'react'

/** The docs page of a component: the story, the code, and tables that are read out of the package's sources. */
export function ComponentPage() {
  const { preparedMeta } = useOf('meta', ['meta'])
  const { componentName, docs: docsParameters } = preparedMeta.parameters
  const docs = componentDocs[componentName as string]
  if (!docs) throw new Error(`There are no docs of ${componentName}.`)
  const { name, hook, summary, parts, props, view, messages, keyboard } = docs
  return (
    <>
      <Title>{name}</Title>
      <Subtitle>{summary}</Subtitle>
      <Markdown>{`\`<${name}.Root>\` and its parts make the same HTML as the getters of \`${hook}()\` on elements of your own. The toolbar changes user, latency, failures, theme, language and direction of everything on this page.`}</Markdown>
      <Primary />
      <Heading>Props of Root</Heading>
      <p>What has a control can be changed here. Attributes of the element go through.</p>
      <Controls />
      <Table
        head={['Prop', 'Type', 'What it does', 'Default']}
        rows={props.map(({ name: prop, type, isOptional, doc }) => [
          <code key="name">{prop + (isOptional ? '' : ' *')}</code>,
          <code key="type">{type}</code>,
          <Words key="text">{doc.text.replace(/ Default: .*/, '')}</Words>,
          doc.default && <Words key="default">{doc.default}</Words>,
        ])}
      />
      <Heading>View</Heading>
      <p>
        <code>view</code>, <code>defaultView</code> and <code>onViewChange</code> hold one object:
      </p>
      <Table
        head={['Field', 'Type', 'What it is']}
        rows={view.map(({ name: field, type, doc }) => [
          <code key="name">{field}</code>,
          <code key="type">{type}</code>,
          <Words key="text">{doc.text}</Words>,
        ])}
      />
      <Heading>Anatomy</Heading>
      <Source code={docsParameters?.source?.code} language="tsx" />
      <Heading>Parts</Heading>
      <Table
        head={['Part', 'What it is', 'Getter']}
        rows={parts.map(({ name: part, text, getter }) => [
          <code key="name">{part}</code>,
          <Words key="text">{text}</Words>,
          getter && <code key="getter">{getter}</code>,
        ])}
      />
      <Heading>Data attributes</Heading>
      <Table
        head={['Part', 'Selector', 'States and roles']}
        rows={parts
          .filter(({ selector }) => selector !== undefined)
          .map(({ name: part, selector, attributes }) => [
            part,
            <code key="selector">{selector}</code>,
            <Words key="attributes">
              {attributes.map((attribute) => `\`${attribute}\``).join(' ')}
            </Words>,
          ])}
      />
      <Heading>Keyboard</Heading>
      <Markdown>{keyboard}</Markdown>
      <Heading>Messages</Heading>
      <p>
        All of them can be changed: <code>messages</code> of <code>Root</code>, or of the provider
        for every list.
      </p>
      <Table
        head={['Message', 'In English', 'When']}
        rows={messages.map(({ name: message, english, text }) => [
          <code key="name">{message}</code>,
          english.includes('=>') || english.includes('{') ? (
            <code key="english">{english}</code>
          ) : (
            english
          ),
          <Words key="text">{text}</Words>,
        ])}
      />
      <Stories includePrimary={false} />
    </>
  )
}

/** A sentence with `code` in it. */
export function Words({ children }: { children: string }) {
  return children.split('`').map((word, index) =>
    // Every second piece was between two backticks.
    index % 2 === 1 ? <code key={index}>{word}</code> : word,
  )
}

export function Table({ head, rows }: { head: string[]; rows: ReactNode[][] }) {
  return (
    <div style={{ overflowX: 'auto' }}>
      <table style={{ width: '100%' }}>
        <thead>
          <tr>
            {head.map((cell) => (
              <th key={cell} scope="col" style={{ textAlign: 'start' }}>
                {cell}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((cells, row) => (
            <tr key={row}>
              {cells.map((cell, column) => (
                <td
                  key={head[column]}
                  style={{ overflowWrap: column === 0 ? 'normal' : 'anywhere' }}
                >
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
