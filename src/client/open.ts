/** A string that is usually one of the known values; a newer server's value passes as it is. */
export type Open<Known extends string> = Known | (string & {})
