import { lengthOf } from '../model/downtime.js';
import type { MeasuredDowntime } from '../model/texts.js';
import { podCount } from '../model/words.js';

/** What was measured, and from where: another clock, or somebody who only asks the Pods, may see it otherwise. */
export function downtimeLine(downtime: MeasuredDowntime): string {
  const { kind, name, pods } = downtime;
  const seconds = ((lengthOf(downtime) ?? 0) / 1000).toFixed(1);
  const until =
    kind === 'Pod' ? 'when it was asked to stop until it was' : `its first Pod asked to stop to ${podCount(pods)}`;
  return `downtime of ${kind} ${name}: ${seconds} s, from ${until} Ready again, by this machine's clock`;
}
