import { virtualUser, type AppmixerClientOptions } from 'appmixer-react/api'

const baseUrl: string = import.meta.env.VITE_APPMIXER_URL

/** Signs in where the password is no secret: on a sandbox. */
export const connection: AppmixerClientOptions = {
  baseUrl,
  userKey: 'ada',
  getToken: virtualUser({ baseUrl, username: 'ada@acme.test', password: 'ada-demo-password' }),
}
