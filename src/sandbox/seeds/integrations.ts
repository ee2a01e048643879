import type { StoredCategory, StoredFlow } from '../database.ts'
import { createRandom, type Random } from '../random.ts'
import { boxesOf, describeFlow } from './descriptor.ts'
import { drawThumbnail } from './thumbnail.ts'
import { daysFromNow } from './world.ts'

/** A field of a wizard, in short. `at` is the index of the component that it belongs to, and the name of its property. */
interface FieldSketch {
  type: string
  label: string
  at?: [component: number, property: string]
  tooltip?: string
  placeholder?: string
  /** The service that an account is asked for. */
  service?: string
  attrs?: Record<string, unknown>
}

interface TemplateSketch {
  name: string
  description: string
  category: string
  /** Component types without `appmixer.`, from the trigger on. */
  components: string
  fields: FieldSketch[]
}

const options = (...labels: string[]) =>
  labels.map((label) => ({ label, value: label.toLowerCase().replaceAll(' ', '-') }))

/** What the tenant offers: between them they have a field of every kind. */
const templates: TemplateSketch[] = [
  {
    name: 'New leads to Slack',
    description: 'Posts each new HubSpot contact to a Slack channel.',
    category: 'CRM',
    components: 'hubspot.crm.NewContact slack.list.SendChannelMessage',
    fields: [
      { type: 'account', label: 'HubSpot account', service: 'appmixer:hubspot' },
      { type: 'account', label: 'Slack account', service: 'appmixer:slack' },
      {
        type: 'inspectorField',
        label: 'Channel',
        at: [1, 'channel'],
        placeholder: '#sales',
        attrs: { type: 'text', required: true },
      },
      {
        type: 'customField',
        label: 'Message',
        at: [1, 'text'],
        attrs: { type: 'textarea', defaultValue: 'A new lead has arrived.' },
      },
    ],
  },
  {
    name: 'Invoices to a spreadsheet',
    description: 'Writes each Stripe payment into a Google spreadsheet.',
    category: 'Finance',
    components: 'stripe.payments.PaymentSucceeded google.spreadsheets.AddRow',
    fields: [
      { type: 'account', label: 'Stripe account', service: 'appmixer:stripe' },
      { type: 'account', label: 'Google account', service: 'appmixer:google' },
      {
        type: 'inspectorFieldset',
        label: 'Spreadsheet',
        at: [1, 'spreadsheet'],
        attrs: {
          fields: [
            { name: 'file', label: 'File', type: 'text', required: true },
            { name: 'sheet', label: 'Sheet', type: 'text' },
          ],
          required: true,
        },
      },
      {
        type: 'customField',
        label: 'Smallest amount',
        at: [0, 'minimum'],
        attrs: { type: 'number', min: 0, defaultValue: 0 },
      },
      {
        type: 'customField',
        label: 'Only from this date on',
        at: [0, 'since'],
        attrs: { type: 'date-time' },
      },
    ],
  },
  {
    name: 'Failed builds to Jira',
    description: 'Creates a Jira issue when a GitHub workflow fails.',
    category: 'Engineering',
    components: 'github.actions.RunFailed jira.issues.CreateIssue',
    fields: [
      { type: 'account', label: 'GitHub account', service: 'appmixer:github' },
      { type: 'account', label: 'Jira account', service: 'appmixer:jira' },
      {
        type: 'customField',
        label: 'Priority',
        at: [1, 'priority'],
        attrs: { type: 'select', options: options('Low', 'Normal', 'High'), required: true },
      },
      {
        type: 'customField',
        label: 'Labels',
        at: [1, 'labels'],
        attrs: { type: 'multiselect', options: options('Build', 'Flaky', 'Release') },
      },
      {
        type: 'customField',
        label: 'Ignore forks',
        at: [0, 'ignoreForks'],
        attrs: { type: 'toggle', defaultValue: true },
      },
    ],
  },
  {
    name: 'Welcome new subscribers',
    description: 'Sends a mail to each new Mailchimp subscriber.',
    category: 'Marketing',
    components: 'typeform.forms.NewEntry mailchimp.lists.AddSubscriber google.gmail.SendEmail',
    fields: [
      { type: 'text', label: 'The mail is sent in your name.' },
      { type: 'image', label: 'How the mail looks', attrs: { src: preview('#db2777') } },
      { type: 'account', label: 'Typeform account', service: 'appmixer:typeform' },
      { type: 'account', label: 'Mailchimp account', service: 'appmixer:mailchimp' },
      { type: 'account', label: 'Google account', service: 'appmixer:google' },
      {
        type: 'customField',
        label: 'Colour of the header',
        at: [2, 'colour'],
        attrs: { type: 'color', defaultValue: '#db2777' },
      },
      {
        type: 'customField',
        label: 'Tone',
        at: [2, 'tone'],
        attrs: {
          type: 'buttons',
          options: options('Formal', 'Friendly'),
          defaultValue: 'friendly',
        },
      },
      {
        type: 'customField',
        label: 'Subject',
        at: [2, 'subject'],
        placeholder: 'Welcome!',
        attrs: { type: 'text', required: true },
      },
    ],
  },
  {
    name: 'Weekly report of tickets',
    description: 'Collects open Zendesk tickets and posts them to Slack every week.',
    category: 'Support',
    components: 'utils.timers.Scheduler zendesk.tickets.FindTickets slack.list.SendChannelMessage',
    fields: [
      { type: 'account', label: 'Zendesk account', service: 'appmixer:zendesk' },
      { type: 'account', label: 'Slack account', service: 'appmixer:slack' },
      {
        type: 'customField',
        label: 'Day',
        at: [0, 'day'],
        attrs: { type: 'select', options: options('Monday', 'Friday'), defaultValue: 'monday' },
      },
      {
        type: 'inspectorField',
        label: 'Channel',
        at: [2, 'channel'],
        placeholder: '#support',
        attrs: { type: 'text', required: true },
      },
    ],
  },
  {
    name: 'Alerts by mail',
    description: 'Sends a mail when a Sentry issue is new. Nothing to set but the account.',
    category: 'Engineering',
    components: 'sentry.issues.NewIssue google.gmail.SendEmail',
    fields: [
      { type: 'account', label: 'Sentry account', service: 'appmixer:sentry' },
      { type: 'account', label: 'Google account', service: 'appmixer:google' },
    ],
  },
]

/** The integration templates of the tenant, which everyone may read, and their categories. */
export function integrationTemplatesOf(
  seed: number,
  now: number,
): { flows: StoredFlow[]; categories: StoredCategory[] } {
  // A sequence of its own: what else a seed makes does not depend on it.
  const random = createRandom(seed + 0x1e9a)
  const userId = random.hex(24)
  const names = [...new Set(templates.map(({ category }) => category))].toSorted()
  const categories = names.map((name): StoredCategory => ({
    id: random.hex(24),
    name,
    userId,
    isShared: true,
  }))
  const flows = templates.map((sketch) => {
    const { id } = categories.find(({ name }) => name === sketch.category)!
    return templateOf(sketch, { random, now, userId, category: id })
  })
  return { flows, categories }
}

function templateOf(
  { name, description, components, fields }: TemplateSketch,
  place: { random: Random; now: number; userId: string; category: string },
): StoredFlow {
  const { random, now, userId, category } = place
  const flow = describeFlow(components.split(' '), random)
  const made = daysFromNow({ now }, -30)
  const ids = Object.keys(flow)
  const idsOf = (service: string) =>
    ids.filter((id) => flow[id]!.type.startsWith(`${service.replace(':', '.')}.`))
  const wizard = fields.map(({ at, service, attrs = {}, ...field }) => ({
    ...field,
    ...(at && { source: `${ids[at[0]]!}.config.properties.${at[1]}` }),
    attrs: { ...attrs, ...(service && { service, components: idsOf(service) }) },
  }))
  return {
    flowId: random.uuid(),
    userId,
    name,
    description,
    type: 'integration-template',
    stage: 'stopped',
    btime: made,
    mtime: made,
    flow,
    thumbnail: drawThumbnail(boxesOf(flow), random),
    customFields: {},
    categories: [category],
    sharedWith: [{ scope: 'user', permissions: ['read'] }],
    wizard: { fields: wizard },
    missingAccounts: fields.flatMap(({ service }) => (service ? idsOf(service) : [])),
  }
}

function preview(tint: string): string {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 160 90"><rect width="160" height="90" fill="#fff"/><rect width="160" height="24" fill="${tint}"/></svg>`
  return `data:image/svg+xml,${encodeURIComponent(svg)}`
}
