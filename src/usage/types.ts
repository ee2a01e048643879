/** How much the user's automations do. */
export interface Usage {
  /** Messages that went into components in the period. */
  messageCounts?:
    | {
        count?: number | undefined
        /** The period as the server understood it, `2018-03-17`. */
        from?: string | undefined
        to?: string | undefined
        userId?: string | undefined
        [key: string]: unknown
      }
    | undefined
  /** Now, whatever the period. */
  runningFlows?:
    | {
        count?: number | undefined
        userId?: string | undefined
        [key: string]: unknown
      }
    | undefined
  /** Components of running flows, now. */
  activeConnectors?:
    | {
        count?: number | undefined
        userId?: string | undefined
        [key: string]: unknown
      }
    | undefined
  /** `appmixer.slack` */
  usedApps?: string[] | undefined
  [key: string]: unknown
}

/** The period of the message counts. */
export interface UsageQuery {
  /** First day, `2018-03-17`. */
  from?: string | undefined
  /** Last day, `2018-04-17`. */
  to?: string | undefined
}
