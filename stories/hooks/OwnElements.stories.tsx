import type { Meta, StoryObj } from '@storybook/react-vite'
import {
  useAccountList,
  useChartGallery,
  useFlowList,
  useIntegrationGallery,
  useIntegrationSetupForm,
  useIntegrationTemplates,
  useLogViewer,
  useStoreBrowser,
  useTaskInbox,
} from 'appmixer-react'
import { expect } from 'storybook/test'
import { pageOf, shows } from '../house/hooks.tsx'
import source from './OwnElements.stories.tsx?raw'

const meta: Meta = {
  title: 'Hooks/Lists on your own elements',
  tags: ['autodocs'],
  parameters: pageOf(
    'The components are thin elements over these hooks. With the getters on elements of your own, search, focus, keys, roles and announcements are the same.',
  ),
}

export default meta

type Story = StoryObj

function Flows() {
  const list = useFlowList({ pageSize: 5, sort: 'name:1' })
  return (
    <section {...list.getRootProps()}>
      <input {...list.getSearchProps()} />
      <ul {...list.getItemsProps()}>
        {list.rows.map((row) => (
          <li key={row.key} {...list.getItemProps(row)}>
            <span {...list.getNameProps(row)} /> <button {...list.getToggleProps(row)} />
          </li>
        ))}
      </ul>
      <button {...list.getPreviousProps()} /> <span {...list.getRangeProps()} />{' '}
      <button {...list.getNextProps()} />
    </section>
  )
}

/** Flows, as `FlowList` has them. */
export const FlowList: Story = {
  name: 'useFlowList',
  ...shows({ Flows }, source, { hooks: ['useFlowList'] }),
  async play({ canvas }) {
    await expect(await canvas.findByText(/^1–5 of/)).toBeVisible()
  },
}

function Tasks() {
  const inbox = useTaskInbox({ pageSize: 4 })
  return (
    <section {...inbox.getRootProps()}>
      <ul {...inbox.getItemsProps()}>
        {inbox.rows.map((row) => (
          <li key={row.key} {...inbox.getItemProps(row)}>
            <span {...inbox.getNameProps(row)} />
            <button {...inbox.getApproveProps(row)} /> <button {...inbox.getRejectProps(row)} />
          </li>
        ))}
      </ul>
    </section>
  )
}

/** People tasks, as `TaskInbox` has them. */
export const TaskInbox: Story = {
  name: 'useTaskInbox',
  ...shows({ Tasks }, source, { hooks: ['useTaskInbox'] }),
  async play({ canvas }) {
    await expect((await canvas.findAllByRole('button', { name: /^Approve/ }))[0]).toBeVisible()
  },
}

function Records() {
  const browser = useStoreBrowser({ pageSize: 5, sort: 'key:1' })
  return (
    <section {...browser.getRootProps()}>
      <div className="row">
        {browser.stores.map((store) => (
          <button key={store.key} {...browser.getStoreProps(store)} />
        ))}
      </div>
      <ul {...browser.getItemsProps()}>
        {browser.rows.map((row) => (
          <li key={row.key} {...browser.getItemProps(row)}>
            <span {...browser.getNameProps(row)} /> <code {...browser.getValueProps(row)} />
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Stores and records, as `StoreBrowser` has them. */
export const StoreBrowser: Story = {
  name: 'useStoreBrowser',
  ...shows({ Records }, source, { hooks: ['useStoreBrowser'] }),
  async play({ canvas }) {
    await expect(await canvas.findByText('discount/max')).toBeVisible()
  },
}

function Accounts() {
  const list = useAccountList()
  return (
    <section {...list.getRootProps()}>
      <button {...list.getTestAllProps()} />
      <ul {...list.getItemsProps()}>
        {list.rows.map((row) => (
          <li key={row.key} {...list.getItemProps(row)}>
            <span {...list.getNameProps(row)} /> <span {...list.getStatusProps(row)} />
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Accounts, as `AccountList` has them. */
export const AccountList: Story = {
  name: 'useAccountList',
  ...shows({ Accounts }, source, { hooks: ['useAccountList'] }),
  async play({ canvas }) {
    await expect(await canvas.findByText('Stripe live')).toBeVisible()
  },
}

function Entries() {
  const log = useLogViewer({ range: 'last24Hours', defaultView: { pageSize: 5 } })
  return (
    <section {...log.getRootProps()}>
      <input {...log.getSearchProps()} />
      <ul {...log.getItemsProps()}>
        {log.rows.map((row) => (
          <li key={row.key} {...log.getItemProps(row)}>
            <time {...log.getTimeProps(row)} /> <button {...log.getOpenProps(row)} />
          </li>
        ))}
      </ul>
      <button {...log.getOlderProps()} />
    </section>
  )
}

/** The log, as `LogViewer` has it. */
export const LogViewer: Story = {
  name: 'useLogViewer',
  ...shows({ Entries }, source, { hooks: ['useLogViewer'] }),
  async play({ canvas }) {
    await expect((await canvas.findAllByRole('time'))[0]).toBeVisible()
  },
}

function Charts() {
  const gallery = useChartGallery({ range: 'last7Days' })
  return (
    <section {...gallery.getRootProps()}>
      <ul {...gallery.getItemsProps()}>
        {gallery.rows.map((row) => (
          <li key={row.key} {...gallery.getItemProps(row)}>
            <span {...gallery.getNameProps(row)} />
            <figure {...gallery.getFigureProps(row)}>
              {row.series.reduce((sum, { points }) => sum + points.length, 0)} values
            </figure>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Charts, as `ChartGallery` has them. The drawing is yours. */
export const ChartGallery: Story = {
  name: 'useChartGallery',
  ...shows({ Charts }, source, { hooks: ['useChartGallery'] }),
  async play({ canvas }) {
    await expect(await canvas.findByText('Errors by day')).toBeVisible()
  },
}

function Templates() {
  const gallery = useIntegrationGallery()
  return (
    <section {...gallery.getRootProps()}>
      <ul {...gallery.getItemsProps()}>
        {gallery.rows.map((row) => (
          <li key={row.key} {...gallery.getItemProps(row)}>
            <span {...gallery.getNameProps(row)} /> <button {...gallery.getConnectProps(row)} />
          </li>
        ))}
      </ul>
    </section>
  )
}

const integrations = { sandbox: { data: 'integrations' as const } }

/** Integrations, as `IntegrationGallery` has them. */
export const IntegrationGallery: Story = {
  name: 'useIntegrationGallery',
  ...shows({ Templates }, source, { hooks: ['useIntegrationGallery'], appmixer: integrations }),
  async play({ canvas }) {
    await expect(await canvas.findByText('New leads to Slack')).toBeVisible()
  },
}

function SetUp() {
  const { data: templates = [] } = useIntegrationTemplates({ limit: 1 })
  const [template] = templates
  return template && <SetupForm templateId={template.flowId} />
}

function SetupForm({ templateId }: { templateId: string }) {
  const setup = useIntegrationSetupForm({ target: { templateId } })
  return (
    <form {...setup.getRootProps()}>
      <h2 {...setup.getNameProps()} />
      <button {...setup.getFinishProps()} /> <button {...setup.getCancelProps()} />
    </form>
  )
}

/** The wizard of an integration, as `IntegrationSetup` has it; its fields have getters, too. */
export const IntegrationSetup: Story = {
  name: 'useIntegrationSetupForm',
  ...shows({ SetUp }, source, { hooks: ['useIntegrationSetupForm'], appmixer: integrations }),
  async play({ canvas }) {
    await expect(await canvas.findByRole('heading', { name: 'New leads to Slack' })).toBeVisible()
  },
}
