import type { Selection } from '../../model/cluster.js';

/** The part of a selection that the server decides. */
export function selectionQuery({ name, labelSelector }: Selection): Readonly<Record<string, string | undefined>> {
  return { fieldSelector: name === undefined ? undefined : `metadata.name=${name}`, labelSelector };
}
