/** One question to a person, in short. */
export interface TaskOutline {
  title: string
  description: string
  approver: string
  requester: string
  status: 'pending' | 'approved' | 'rejected'
  /** When it has to be decided, in days from now. A pending task of the past is due. */
  decideIn: number
}

const ada = 'ada@acme.test'
const ben = 'ben@acme.test'
const clara = 'clara@acme.test'
const finance = 'finance@acme.test'

const adaDecides = { approver: ada, requester: ben }
const benDecides = { approver: ben, requester: ada }
const pending = { status: 'pending', decideIn: 3 } as const
const due = { status: 'pending', decideIn: -2 } as const
const approved = { status: 'approved', decideIn: -5 } as const
const rejected = { status: 'rejected', decideIn: -8 } as const

/** Questions between the people of Acme. */
export const taskOutlines: TaskOutline[] = [
  {
    ...adaDecides,
    ...pending,
    title: 'Approve invoice 2041 of Globex (12,480 €)',
    description: 'Licences for 48 seats, **April to March**. The amount matches the order.',
  },
  {
    ...adaDecides,
    ...pending,
    decideIn: 0.2,
    title: 'Release the payment run of today',
    description: '17 payments, 84,210 € in all. Cut-off at the bank is 16:00.',
  },
  {
    ...adaDecides,
    ...pending,
    decideIn: 6,
    title: 'New laptop for Mira (Design)',
    description: 'Replaces a device from 2021. Quote: 2,349 €.',
  },
  {
    ...adaDecides,
    ...pending,
    requester: clara,
    decideIn: 1,
    title: 'Discount of 18 % for Initech',
    description:
      'They sign for **three years** if we confirm this week.\n\n- list price 64,000 €\n- with discount 52,480 €',
  },
  {
    ...adaDecides,
    ...pending,
    requester: clara,
    decideIn: 9,
    title: 'Publish the case study about Hooli',
    description: 'Legal has agreed; the last word is yours.',
  },
  {
    ...adaDecides,
    ...pending,
    requester: finance,
    decideIn: 12,
    title:
      'Budget for the trade fair in Hanover, including travel, the stand, printed material and two evenings with partners from the region',
    description:
      'The total is 38,900 €. Last year it was 41,200 € for a stand of the same size. Travel is booked as soon as you agree; the hotel holds twelve rooms until the end of next week, and the printer needs the final artwork ten working days before the opening. If you prefer the smaller stand, reject this and note it in the comments: the organiser then offers 24 m² for 9,000 € less.',
  },
  {
    ...adaDecides,
    ...due,
    title: 'Write off receivable of Vandelay (310 €)',
    description: 'Three reminders, no answer.',
  },
  {
    ...adaDecides,
    ...due,
    requester: finance,
    decideIn: -11,
    title: 'Correct the VAT rate of March',
    description: 'Two invoices used 19 % in place of 7 %.',
  },
  {
    ...adaDecides,
    ...approved,
    title: 'Expense report: Ben, Berlin',
    description: 'Train, two nights, 412 €.',
  },
  {
    ...adaDecides,
    ...approved,
    requester: clara,
    title: 'Extend the trial of Umbrella by 14 days',
    description: 'Their security review is still running.',
  },
  {
    ...adaDecides,
    ...approved,
    decideIn: -31,
    title: 'Renew the SSL certificates',
    description: 'Yearly renewal.',
  },
  {
    ...adaDecides,
    ...rejected,
    title: 'Add 200 seats to the Slack contract',
    description: 'We use 140 of 180.',
  },
  {
    ...adaDecides,
    ...rejected,
    requester: finance,
    title: 'Pay Soylent in advance',
    description: 'They ask for 50 % before delivery.',
  },
  {
    ...benDecides,
    ...pending,
    title: 'Offer to candidate 118 (Senior Engineer)',
    description: 'Level 4, start on the first of the month.',
  },
  {
    ...benDecides,
    ...pending,
    decideIn: 0.5,
    title: 'Give Clara access to the payroll folder',
    description: 'For the audit; ends on Friday.',
  },
  {
    ...benDecides,
    ...pending,
    decideIn: 4,
    title: '<img src=x onerror=alert(1)> Please check this supplier',
    description:
      '<img src=x onerror=alert(1)><script>alert(2)</script> This text came in by mail. It has to be shown as text.',
  },
  {
    ...adaDecides,
    ...pending,
    requester: clara,
    decideIn: 2,
    title: 'Web form: <img src=x onerror=alert(1)> says <b>hello</b>',
    description:
      'A visitor wrote: <img src=x onerror=alert(1)><a href="javascript:alert(2)">click</a>',
  },
  {
    ...benDecides,
    ...pending,
    requester: clara,
    decideIn: 7,
    title: 'Parental leave of Jonas',
    description: 'Two months from June.',
  },
  {
    ...benDecides,
    ...due,
    title: 'Sign off the onboarding plan of Team Atlas',
    description: 'Five new colleagues start on Monday.',
  },
  {
    ...benDecides,
    ...due,
    requester: finance,
    decideIn: -1,
    title: 'Confirm headcount for the second quarter',
    description: '64 people, 3 open positions.',
  },
  {
    ...benDecides,
    ...approved,
    title: 'Delete the accounts of leavers',
    description: 'Four accounts, list attached to the flow.',
  },
  {
    ...benDecides,
    ...approved,
    decideIn: -20,
    title: 'Swap on-call weeks: Ada and Jonas',
    description: 'Weeks 14 and 15.',
  },
  {
    ...benDecides,
    ...rejected,
    title: 'Restart the production database at noon',
    description: 'Please propose a time at night.',
  },
  {
    ...benDecides,
    ...rejected,
    requester: clara,
    title: 'Move the all-hands to Saturday',
    description: 'Rooms are free on that day.',
  },
  {
    ...benDecides,
    ...approved,
    requester: finance,
    decideIn: -45,
    title: 'Training budget 2026',
    description: '1,500 € per person, as last year.',
  },
]
