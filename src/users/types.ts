/** A user of Appmixer; often a "virtual" one, made by your product for one of its own users. See {@link Flow} for fields that are not listed. */
export interface User {
  id: string
  username?: string | null | undefined
  email?: string | null | undefined
  /** False is normal on users that work. */
  isActive?: boolean | null | undefined
  plan?: string | null | undefined
  scope?: string[] | null | undefined
  metadata?: Record<string, unknown> | null | undefined
}

export interface Credentials {
  username: string
  password: string
}

export interface SignupInput extends Credentials {
  /** Default: the username. */
  email?: string | undefined
}

/** A signed-in user: the token, and on sign-in (not on sign-up) the user. */
export interface Authentication {
  /** The bearer token for `<AppmixerProvider token>`. Keep it out of URLs, logs and storage you do not control. */
  token: string
  user?: User | null | undefined
}

export interface RefreshInput {
  refreshToken: string
}

/** A renewed session. */
export interface Refreshed {
  token: string
  /** The next one; the one that was sent is used up. */
  refreshToken?: string | null | undefined
}
