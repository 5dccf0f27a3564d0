import type { Holder } from '../model/observation.js';
import type { CheckResult, FieldChange } from '../model/plan.js';
import type { PlanView } from '../model/texts.js';
import { diffLines, labelled, section, verbatimSection } from './page-parts.js';
import { graceOf, podLines } from './pod-lines.js';
import { safeText } from './safe-text.js';
import { shortened } from './shortened.js';
import { mark, type Style } from './style.js';

/** The plan as a person reads it before saying yes. */
export function planPage(view: PlanView, style: Style): string {
  const sections = [
    header(view, style),
    verbatimSection('Changes', changes(view, style), style),
    section('What cannot be changed in place', forcingFields(view), style),
    section(`Pods that stop (${view.plan.stops.length})`, stopLines(view), style),
    waitingSection(view, style),
    section(
      'Steps',
      view.plan.steps.map(({ title }, index) => `${String(index + 1).padStart(2)}. ${safeText(title)}`),
      style,
    ),
    section('Checks', checkSection(view, style), style),
    section('Left aside', view.leftAside.map(safeText), style),
    view.folder === undefined ? '' : labelled([['Snapshot', view.folder]], style),
  ];
  return `${sections.filter((text) => text !== '').join('\n\n')}\n`;
}

function header({ plan, digest, cluster }: PlanView, style: Style): string {
  const { observed, target } = plan;
  const { claim, volume, driver } = observed;
  // As it stands; what it will be is told by the diff.
  const attributes = (volume ?? target.volume).spec.csi?.volumeAttributes ?? {};
  const rows = [
    ['Claim', `${observed.namespace}/${observed.claimName} (${stateOf(claim)})`],
    ['Volume', `${target.volume.metadata.name} (${stateOf(volume)}), bucket ${attributes['bucketName'] ?? 'unknown'}`],
    ['Driver', driverWords(driver)],
    ['Cluster', `${cluster.context === '' ? '' : `${cluster.context}, `}${cluster.server}`],
    ['Plan', digest],
  ];
  return labelled(rows, style);
}

/** Of an image that is named by its digest alone, only the generation can be told. */
function driverWords({ generation, version, namespace }: PlanView['plan']['observed']['driver']): string {
  if (generation === 'absent') return 'not installed';
  const what = version ?? (generation === 'unknown' ? 'version unknown' : `${generation}, version unknown`);
  return namespace === undefined ? what : `${what}, in namespace ${namespace}`;
}

function stateOf(
  object: Holder['pod'] | PlanView['plan']['observed']['claim'] | PlanView['plan']['observed']['volume'],
): string {
  if (object === undefined) return 'missing';
  return object.metadata.deletionTimestamp === undefined ? (object.status?.phase ?? 'Pending') : 'Terminating';
}

function changes({ plan, diff }: PlanView, style: Style): readonly string[] {
  return [
    ...diffLines(diff, style),
    ...(diff === '' && plan.effect === 'recreate' ? ['nothing in the manifests; the objects are made anew'] : []),
    // The diff leaves it out, since it says everything twice.
    ...(diff === '' && plan.effect === 'patch'
      ? ["only last-applied-configuration, kubectl's own copy of the manifest"]
      : []),
  ];
}

function forcingFields({ plan }: PlanView): readonly string[] {
  return plan.changes.filter(({ effect }) => effect === 'recreate').map(pathOf);
}

function pathOf({ object, path }: FieldChange): string {
  return safeText(`${object} ${path.join('.')}`);
}

/** Each Pod, and how long it may take until they have stopped. */
function stopLines({ plan, now, gracePeriodSeconds }: PlanView): readonly string[] {
  const { stops, effect } = plan;
  const graces = stops.map(({ pod }) => gracePeriodSeconds ?? graceOf(pod));
  if (graces.length === 0) return [];
  const time =
    effect === 'patch'
      ? `One after the other, each within its grace period: up to ${seconds(graces.reduce((sum, grace) => sum + grace, 0))}`
      : `All at once, within the longest grace period: up to ${seconds(Math.max(...graces))}`;
  return [...podLines(stops, now, gracePeriodSeconds), time];
}

function seconds(count: number): string {
  return count < 120 ? `${count} s` : `${Math.ceil(count / 60)} min`;
}

/** They are not touched; who looks for them among those that stop finds them here. */
function waitingSection({ plan, now }: PlanView, style: Style): string {
  const waiting = plan.observed.holders.filter(({ pod }) => (pod.spec.nodeName ?? '') === '');
  return section(`Pods without a node, which hold nothing (${waiting.length})`, podLines(waiting, now), style);
}

function checkSection({ checks }: PlanView, style: Style): readonly string[] {
  if (checks.length === 0) return [`${mark('okay', style)} nothing stands against it`];
  return checks.flatMap((check) => checkLines(check, style));
}

function checkLines({ level, message, hint, override }: CheckResult, style: Style): readonly string[] {
  // Below an error the flag was given, or is not needed.
  const letThrough = override === undefined || level !== 'error' ? undefined : `let it through: ${override}`;
  const ways = [hint, letThrough].filter((way) => way !== undefined);
  return [
    `${mark(level, style)} ${shortened(safeText(message))}`,
    ...ways.map((way) => `  ${shortened(safeText(way))}`),
  ];
}
