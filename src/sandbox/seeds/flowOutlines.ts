/** One automation of the company, in short. */
export interface FlowOutline {
  name: string
  /** Component types without `appmixer.`, from the trigger on. */
  components: string
  category: string
  team: string
  priority?: 'high' | 'low'
  /** Default `ada`. */
  owner?: 'ben'
  /** Default `running`. */
  stage?: 'stopped' | 'paused'
  /** What the other user may do with it. */
  shared?: string
  /** The account of its last component is not connected. */
  incomplete?: true
  /** How often it works, in milliseconds, so that the log of the last twelve hours has no silent minute. */
  rhythm?: number
}

const sales = { category: 'crm', team: 'Sales' }
const finance = { category: 'invoicing', team: 'Finance' }
const people = { category: 'onboarding', team: 'People' }
const support = { category: 'support', team: 'Support' }
const marketing = { category: 'marketing', team: 'Marketing' }
const platform = { category: 'alerts', team: 'Platform' }

/** The automations of a company called Acme. */
export const flowOutlines: FlowOutline[] = [
  {
    ...sales,
    name: 'New HubSpot lead → Slack #sales',
    components: 'hubspot.crm.NewContact slack.list.SendChannelMessage',
    priority: 'high',
  },
  {
    ...sales,
    name: 'Score leads and assign an owner',
    components: 'hubspot.crm.NewContact utils.controls.Condition hubspot.crm.UpdateContact',
    shared: 'read,start,stop',
  },
  {
    ...sales,
    name: 'Won deal: create the project in Asana',
    components: 'pipedrive.crm.DealWon asana.tasks.CreateProject slack.list.SendChannelMessage',
  },
  {
    ...sales,
    name: 'Lost deal follow-up after 90 days',
    components: 'pipedrive.crm.DealLost utils.timers.Delay google.gmail.SendEmail',
    stage: 'stopped',
  },
  {
    ...sales,
    name: 'Sync Salesforce accounts to the warehouse',
    components: 'salesforce.crm.UpdatedAccount utils.controls.Transform google.bigquery.InsertRows',
    priority: 'high',
  },
  {
    ...sales,
    name: 'Calendly booking → CRM activity',
    components: 'calendly.events.InviteeCreated hubspot.crm.CreateEngagement',
  },
  {
    ...sales,
    name: 'Weekly pipeline digest',
    components:
      'utils.timers.Scheduler pipedrive.crm.FindDeals utils.controls.Transform google.gmail.SendEmail slack.list.SendChannelMessage',
    shared: 'read',
  },
  {
    ...sales,
    name: 'Enrich new contacts with company data',
    components: 'hubspot.crm.NewContact utils.http.Get hubspot.crm.UpdateContact',
    stage: 'stopped',
    incomplete: true,
    priority: 'high',
  },
  {
    ...finance,
    name: 'Stripe payment → invoice paid',
    components: 'stripe.payments.PaymentSucceeded xero.accounting.UpdateInvoice',
    priority: 'high',
  },
  {
    ...finance,
    name: 'Remind customers of overdue invoices',
    components:
      'utils.timers.Scheduler xero.accounting.FindInvoices utils.controls.Condition google.gmail.SendEmail slack.list.SendChannelMessage',
    shared: 'read,stop',
  },
  {
    ...finance,
    name: 'Collect supplier invoices from Gmail',
    components: 'google.gmail.NewAttachment google.drive.UploadFile xero.accounting.CreateBill',
  },
  {
    ...finance,
    name: 'Expenses above 500 € need approval',
    components:
      'typeform.forms.NewEntry utils.controls.Condition utils.tasks.RequestApproval slack.list.SendPrivateMessage',
    priority: 'high',
  },
  {
    ...finance,
    name: 'Monthly revenue report',
    components: 'utils.timers.Scheduler stripe.payments.ListCharges google.spreadsheets.AddRow',
  },
  {
    ...finance,
    name: 'Failed card payment → support ticket',
    components: 'stripe.payments.PaymentFailed zendesk.tickets.CreateTicket',
    stage: 'stopped',
  },
  {
    ...finance,
    name: 'Archive signed contracts',
    components: 'docusign.esignature.EnvelopeCompleted google.drive.UploadFile',
    priority: 'low',
  },
  {
    ...people,
    name: 'New hire: accounts, laptop, welcome mail',
    components:
      'bamboohr.employees.NewEmployee google.admin.CreateUser jira.issues.CreateIssue google.gmail.SendEmail',
    priority: 'high',
    owner: 'ben',
    shared: 'read,start',
  },
  {
    ...people,
    name: 'Day-30 check-in survey',
    components: 'utils.timers.Scheduler bamboohr.employees.FindEmployees typeform.forms.SendForm',
    owner: 'ben',
  },
  {
    ...people,
    name: 'Vacation request → team calendar',
    components: 'bamboohr.timeoff.RequestApproved google.calendar.CreateEvent',
    owner: 'ben',
  },
  {
    ...people,
    name: 'Leaver: close accounts the same day',
    components:
      'bamboohr.employees.Terminated google.admin.SuspendUser slack.users.DeactivateUser jira.issues.CreateIssue',
    owner: 'ben',
    stage: 'stopped',
    incomplete: true,
    priority: 'high',
  },
  {
    ...people,
    name: 'Birthday wishes in #general',
    components: 'utils.timers.Scheduler google.spreadsheets.FindRow slack.list.SendChannelMessage',
    owner: 'ben',
    priority: 'low',
  },
  {
    ...people,
    name: 'Job application triage',
    components:
      'greenhouse.recruiting.NewApplication openai.chat.CreateCompletion slack.list.SendChannelMessage',
    owner: 'ben',
    stage: 'stopped',
  },
  {
    ...support,
    name: 'Urgent ticket → page the person on call',
    components:
      'zendesk.tickets.NewTicket utils.controls.Condition pagerduty.incidents.CreateIncident',
    priority: 'high',
  },
  {
    ...support,
    name: 'Summarise long conversations',
    components:
      'intercom.conversations.ConversationClosed openai.chat.CreateCompletion intercom.conversations.AddNote',
  },
  {
    ...support,
    name: 'Bad rating → manager follow-up',
    components: 'zendesk.tickets.NewRating utils.controls.Condition asana.tasks.CreateTask',
  },
  {
    ...support,
    name: 'Bug report → Jira issue with logs',
    components: 'intercom.conversations.TagAdded jira.issues.CreateIssue',
    shared: 'read',
  },
  {
    ...support,
    name: 'Translate incoming tickets',
    components:
      'zendesk.tickets.NewTicket deepl.translation.TranslateText zendesk.tickets.UpdateTicket',
    stage: 'paused',
  },
  {
    ...support,
    name: 'Feature requests to the product board',
    components: 'intercom.conversations.TagAdded notion.databases.CreatePage',
    stage: 'stopped',
    priority: 'low',
  },
  {
    ...support,
    name: 'Nightly export of solved tickets',
    components: 'utils.timers.Scheduler zendesk.tickets.FindTickets google.bigquery.InsertRows',
    owner: 'ben',
  },
  {
    ...marketing,
    name: 'Webinar sign-ups → Mailchimp',
    components: 'zoom.webinars.NewRegistrant mailchimp.lists.AddSubscriber',
  },
  {
    ...marketing,
    name: 'Publish new blog posts to LinkedIn and X',
    components:
      'wordpress.posts.NewPost utils.controls.Transform linkedin.posts.CreatePost twitter.posts.CreatePost',
  },
  {
    ...marketing,
    name: 'Typeform survey → Google Sheets',
    components: 'typeform.forms.NewEntry google.spreadsheets.AddRow',
  },
  {
    ...marketing,
    name: 'Ad spend above budget alert',
    components:
      'utils.timers.Scheduler facebook.ads.GetInsights utils.controls.Condition slack.list.SendChannelMessage',
    stage: 'stopped',
  },
  {
    ...marketing,
    name: 'Clean bounced addresses',
    components: 'mailchimp.lists.Bounced hubspot.crm.UpdateContact',
    owner: 'ben',
    priority: 'low',
  },
  {
    ...marketing,
    name: 'Welcome series for trial users',
    components: 'segment.events.TrackEvent utils.timers.Delay mailchimp.campaigns.SendCampaign',
    owner: 'ben',
    shared: 'read',
  },
  {
    ...platform,
    name: 'Website down → Slack and SMS',
    components:
      'utils.http.Uptime utils.controls.Condition slack.list.SendChannelMessage twilio.sms.SendSMS',
    priority: 'high',
    shared: 'read,start,stop',
    rhythm: 45_000,
  },
  {
    ...platform,
    name: 'GitHub release → changelog',
    components:
      'github.repositories.NewRelease notion.databases.CreatePage slack.list.SendChannelMessage',
  },
  {
    ...platform,
    name: 'Failed deployments to Jira',
    components: 'github.actions.RunFailed jira.issues.CreateIssue',
    owner: 'ben',
  },
  {
    ...platform,
    name: 'Rotate API keys reminder',
    components: 'utils.timers.Scheduler jira.issues.CreateIssue',
    owner: 'ben',
    stage: 'stopped',
    priority: 'low',
  },
  {
    ...platform,
    name: 'Sentry errors: group, count, notify',
    components: 'sentry.issues.NewIssue utils.controls.Aggregate slack.list.SendChannelMessage',
    owner: 'ben',
    shared: 'read,start,stop',
    priority: 'high',
  },
  {
    ...platform,
    name: 'Copy production metrics into the board pack (first working day of the month, Central European Time)',
    components: 'utils.timers.Scheduler datadog.metrics.Query google.slides.UpdateSlide',
  },
]
