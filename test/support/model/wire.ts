/** A value as it goes over the wire: a copy, without what is undefined. */
export function sent<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}
