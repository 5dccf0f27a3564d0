import * as v from 'valibot';
import { ApiError } from '../../model/errors.js';
import type { KubernetesObject } from '../../model/objects.js';
import { parseObject } from '../objects/parse-object.js';
import { statusError, StatusSchema } from '../transport/status-setback.js';

export type WatchEvent =
  | {
      readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
      readonly object: KubernetesObject;
      readonly resourceVersion: string | undefined;
    }
  /** Nothing has changed up to here. */
  | { readonly type: 'BOOKMARK'; readonly resourceVersion: string | undefined };

const LineSchema = v.variant('type', [
  v.object({ type: v.picklist(['ADDED', 'MODIFIED', 'DELETED']), object: v.unknown() }),
  v.object({
    type: v.literal('BOOKMARK'),
    object: v.looseObject({ metadata: v.looseObject({ resourceVersion: v.optional(v.string()) }) }),
  }),
  v.object({ type: v.literal('ERROR'), object: StatusSchema }),
]);

/** One line of a watch. @throws ApiError, of an ERROR event or for a line that makes no sense. */
export function parseWatchEvent(line: string): WatchEvent {
  const { success, output: event } = v.safeParse(v.pipe(v.string(), v.parseJson(), LineSchema), line);
  if (!success) throw new ApiError('UnexpectedAnswer', 200, 'the server sent a watch event that makes no sense');
  switch (event.type) {
    case 'ERROR':
      throw statusError(event.object, event.object.code);
    case 'BOOKMARK':
      return { type: event.type, resourceVersion: event.object.metadata.resourceVersion };
    case 'ADDED':
    case 'MODIFIED':
    case 'DELETED': {
      const object = parseObject(event.object);
      return { type: event.type, object, resourceVersion: object.metadata.resourceVersion };
    }
  }
}
