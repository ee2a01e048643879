import type { EffectOf } from '../cache/effect.ts'
import type { Credentials, SignupInput } from './types.ts'

/** The new token is another session; nothing of this one changes. */
export const authenticateUserEffect: EffectOf<Credentials> = () => ({ invalidates: [] })

/** The new token is another session; nothing of this one changes. */
export const signupUserEffect: EffectOf<SignupInput> = () => ({ invalidates: [] })
