/**
 * Freezes a value to its depth before it is handed out, so that nobody changes what is stored by changing what was read.
 * Parts that are frozen already are not walked again: new versions of an object share most of the old one.
 */
export function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const key in value) frozen<unknown>(value[key]);
  return value;
}
