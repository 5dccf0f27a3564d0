import type { Selection } from '../../model/cluster.js';

/** The part of a selection that the server decides. */
export function selectionQuery(selection: Selection): Readonly<Record<string, string | undefined>> {
  const { name, fields = {}, labelSelector } = selection;
  const wanted = { ...(name === undefined ? {} : { 'metadata.name': name }), ...fields };
  const terms = Object.entries(wanted).map(([field, value]) => `${field}=${escaped(value)}`);
  return { fieldSelector: terms.length === 0 ? undefined : terms.join(','), labelSelector };
}

/** A comma or an equals sign in a value would begin another term. */
function escaped(value: string): string {
  return value.replace(/[\\,=]/g, '\\$&');
}
