/** How much the user's automations do. See {@link Flow} for fields that are not listed. */
export interface Usage {
  /** Messages that went into components in the period. */
  messageCounts?:
    | {
        count?: number | null | undefined
        /** The period as the server understood it, `2018-03-17`. */
        from?: string | null | undefined
        to?: string | null | undefined
        userId?: string | null | undefined
      }
    | null
    | undefined
  /** Now, whatever the period. */
  runningFlows?:
    | {
        count?: number | null | undefined
        userId?: string | null | undefined
      }
    | null
    | undefined
  /** Components of running flows, now. */
  activeConnectors?:
    | {
        count?: number | null | undefined
        userId?: string | null | undefined
      }
    | null
    | undefined
  /** `appmixer.slack` */
  usedApps?: string[] | null | undefined
}

/** The period of the message counts. */
export interface UsageQuery {
  /** First day, `2018-03-17`. */
  from?: string | undefined
  /** Last day, `2018-04-17`. */
  to?: string | undefined
}
