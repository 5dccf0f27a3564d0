import type { Pod } from '../model/objects.js';
import type { Holder } from '../model/observation.js';
import { safeText } from './safe-text.js';

/** More Pods of one workload than these are counted, not listed. */
const MOST = 10;

/**
 * Pods on the claim: each with its owner, node, phase, age and grace period, and those of a large workload summed up.
 *
 * @param grace seconds that all of them are given, in the place of their own
 */
export function podLines(holders: readonly Holder[], now: number, grace?: number): readonly string[] {
  const groups = new Map<string, Holder[]>();
  for (const holder of holders) {
    const key = holder.workload?.uid ?? holder.pod.metadata.uid ?? holder.pod.metadata.name;
    groups.set(key, [...(groups.get(key) ?? []), holder]);
  }
  return [...groups.values()].flatMap((group) =>
    group.length > MOST ? [summary(group, now, grace)] : group.map((holder) => podLine(holder, now, grace)),
  );
}

function podLine(holder: Holder, now: number, grace = graceOf(holder.pod)): string {
  const { metadata, spec } = holder.pod;
  const words = [
    `Pod ${metadata.name}${ownerOf(holder)}`,
    isPlaced(holder.pod) ? `node ${spec.nodeName ?? ''}` : 'no node',
    phaseOf(holder.pod),
    ageOf(createdAt(holder.pod), now),
    ...(isPlaced(holder.pod) ? [`grace period ${grace} s`] : []),
  ];
  return safeText(words.join(', '));
}

function ownerOf({ workload }: Holder): string {
  return workload === undefined ? ', no controller' : ` of ${workload.kind} ${workload.name}`;
}

function summary(group: readonly Holder[], now: number, grace: number | undefined): string {
  const pods = group.map(({ pod }) => pod);
  const nodes = new Set(pods.filter(isPlaced).map(({ spec }) => spec.nodeName));
  const graces = pods.map((pod) => grace ?? graceOf(pod));
  const [first] = group;
  const words = [
    `${group.length} Pods${first === undefined ? '' : ownerOf(first)}`,
    nodes.size === 0 ? 'no node' : `on ${nodes.size} node${nodes.size === 1 ? '' : 's'}`,
    counted(pods.map(phaseOf)),
    `the oldest ${ageOf(Math.min(...pods.map(createdAt)), now)}`,
    ...(nodes.size === 0 ? [] : [`grace period ${range(graces)} s`]),
  ];
  return safeText(words.join(', '));
}

/** `Running` where all are, else `11 Running, 1 Pending`. */
function counted(words: readonly string[]): string {
  const distinct = [...new Set(words)];
  const [only] = distinct;
  if (distinct.length === 1 && only !== undefined) return only;
  return distinct.map((word) => `${words.filter((each) => each === word).length} ${word}`).join(', ');
}

function range(numbers: readonly number[]): string {
  const [least, most] = [Math.min(...numbers), Math.max(...numbers)];
  return least === most ? `${least}` : `${least} to ${most}`;
}

function isPlaced({ spec }: Pod): boolean {
  return spec.nodeName !== undefined && spec.nodeName !== '';
}

function phaseOf({ metadata, status }: Pod): string {
  return metadata.deletionTimestamp === undefined ? (status?.phase ?? 'Unknown') : 'Terminating';
}

/** In seconds; what the API server takes where nothing is said. */
export function graceOf({ spec }: Pod): number {
  return spec.terminationGracePeriodSeconds ?? 30;
}

function createdAt({ metadata }: Pod): number {
  return Date.parse(metadata.creationTimestamp ?? '');
}

/** @param at milliseconds since the epoch, or NaN */
function ageOf(at: number, now: number): string {
  const seconds = Math.max(0, Math.round((now - at) / 1000));
  if (!Number.isFinite(seconds)) return 'age unknown';
  if (seconds < 120) return `${seconds} s old`;
  if (seconds < 7200) return `${Math.round(seconds / 60)} min old`;
  return seconds < 172_800 ? `${Math.round(seconds / 3600)} h old` : `${Math.round(seconds / 86_400)} d old`;
}
