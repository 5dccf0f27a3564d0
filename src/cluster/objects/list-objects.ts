import * as v from 'valibot';
import type { Selection } from '../../model/cluster.js';
import { ApiError } from '../../model/errors.js';
import { isJsonObject } from '../../model/json.js';
import type { KubernetesObject } from '../../model/objects.js';
import type { Transport } from '../transport/transport.js';
import { collectionPath } from './api-path.js';
import { parseObject } from './parse-object.js';
import { selectionQuery } from './selection-query.js';
import { skimList } from './skim-list.js';

export interface Listing {
  readonly objects: readonly KubernetesObject[];
  /** Where a watch goes on without a gap. */
  readonly resourceVersion: string;
}

const PageSchema = v.looseObject({
  metadata: v.looseObject({ resourceVersion: v.optional(v.string(), ''), continue: v.optional(v.string(), '') }),
  items: v.nullable(v.array(v.unknown())),
});

/** Half of kubectl's: a page of Pods as they are in clusters that are used has two megabytes then. */
const PAGE_SIZE = 250;
/** A list whose pages expire (410) faster than they can be read is at last read in one piece. */
const PAGED_TRIES = 3;

/** Reads all objects of a selection. Of each page only what the selection keeps stays in memory. */
export async function listObjects(transport: Transport, selection: Selection, signal?: AbortSignal): Promise<Listing> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await readPages(transport, selection, attempt > PAGED_TRIES ? undefined : PAGE_SIZE, signal);
    } catch (error) {
      const expired = error instanceof ApiError && error.status === 410;
      if (!expired || attempt > PAGED_TRIES) throw error;
    }
  }
}

async function readPages(
  transport: Transport,
  selection: Selection,
  limit: number | undefined,
  signal: AbortSignal | undefined,
): Promise<Listing> {
  const objects: KubernetesObject[] = [];
  let next: string | undefined;
  for (;;) {
    const { body } = await transport.read({
      method: 'GET',
      path: collectionPath(selection.resource, selection.namespace),
      query: { ...selectionQuery(selection), limit: limit?.toString(), continue: next },
      parse: (bytes) => {
        transport.hasRead(bytes.length);
        return skimList(bytes, selection.words);
      },
      ...(signal === undefined ? {} : { signal }),
    });
    const { metadata, items } = parsePage(body);
    for (const item of items ?? []) {
      const object = parseItem(item, selection);
      if (selection.keep?.(object) ?? true) objects.push(object);
    }
    if (metadata.continue === '') return { objects, resourceVersion: metadata.resourceVersion };
    next = metadata.continue;
  }
}

function parsePage(body: unknown): v.InferOutput<typeof PageSchema> {
  const page = v.safeParse(PageSchema, body);
  if (page.success) return page.output;
  throw new ApiError('UnexpectedAnswer', 200, 'the server answered with something that is not a list of the API');
}

/** Items of a list leave out what all of them share. */
function parseItem(item: unknown, { resource }: Selection): KubernetesObject {
  const { apiVersion, kind } = resource;
  return parseObject(isJsonObject(item) ? { apiVersion, kind, ...item } : item);
}
