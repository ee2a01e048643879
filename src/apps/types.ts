/** An app that components work with, for example Slack. */
export interface App {
  /** `vendor.app`, for example `appmixer.slack`. */
  name: string
  /** For people: `Slack`. */
  label?: string | null | undefined
  category?: string | null | undefined
  description?: string | null | undefined
  /** An image as a data URI or an address. */
  icon?: string | null | undefined
}

/** What a component is and needs: its manifest. Fields that are not listed stay in the data. */
export interface ComponentManifest {
  /** `vendor.service.module.Name`, for example `appmixer.slack.list.SendChannelMessage`. */
  name: string
  /** For people: `Send Channel Message`. */
  label?: string | null | undefined
  description?: string | null | undefined
  /** An image as a data URI or an address. */
  icon?: string | null | undefined
  author?: string | null | undefined
  version?: string | null | undefined
  /** Whose accounts it works with; absent where it needs none. */
  auth?: ComponentAuth | null | undefined
}

/** Whose accounts a component works with. */
export interface ComponentAuth {
  /** `vendor:service`, for example `appmixer:slack`. */
  service?: string | null | undefined
}

/** Which components. */
export interface ComponentsQuery {
  /** Apps or components, for example `appmixer.slack`. Default all, which is much. */
  names?: string | string[] | undefined
}

/** Names one app. */
export interface AppComponentsQuery {
  /** `vendor.app`, for example `appmixer.slack`. */
  app: string
}
