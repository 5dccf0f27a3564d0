import { lengthOf, type Downtime } from '../../model/downtime.js';

/** Without `to` while it lasts. */
export function downtimeDocument(downtime: Downtime) {
  const { kind, name, from, to } = downtime;
  const elapsedMs = lengthOf(downtime);
  return { kind, name, from, ...(to === undefined ? {} : { to }), ...(elapsedMs === undefined ? {} : { elapsedMs }) };
}
