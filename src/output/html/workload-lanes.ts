import { downtimes, lengthOf, type Downtime } from '../../model/downtime.js';
import type { JournalEntry, RunRecord } from '../../model/journal.js';
import { podCount } from '../../model/words.js';
import type { Lane, Span } from './lane.js';
import { readyPods } from './ready-pods.js';
import { duration } from './times.js';

/** When each workload whose Pods were to come back was whole, and when it was not. */
export function workloadLanes(
  record: RunRecord,
  entries: readonly JournalEntry[],
  from: number,
  end: number,
): readonly Lane[] {
  const all = downtimes(entries);
  const expected = [
    ...record.workloads.filter(({ expectedReady }) => expectedReady > 0),
    ...record.target.pods.map(({ metadata }) => ({ kind: 'Pod', name: metadata.name, expectedReady: 1 })),
  ];
  return expected.map((workload) => {
    const { kind, name, expectedReady } = workload;
    const own = all.filter((each) => each.kind === kind && each.name === name);
    const words = { before: podCount(expectedReady), after: `${podCount(readyPods(workload, entries))} Ready` };
    return { name: `${kind} ${name}`, spans: spansOf(own, words, from, end) };
  });
}

function spansOf(own: readonly Downtime[], words: WholeWords, from: number, end: number): readonly Span[] {
  const spans: Span[] = [];
  let wholeSince = from;
  for (const downtime of own) {
    const [start, stop] = [Date.parse(downtime.from), downtime.to === undefined ? end : Date.parse(downtime.to)];
    spans.push({ from: wholeSince, to: start, ...whole(spans.length, words) });
    const ms = lengthOf(downtime);
    spans.push({
      from: start,
      to: stop,
      tone: 'down',
      words: ms === undefined ? 'down, not Ready yet' : `down ${duration(ms)}`,
    });
    wholeSince = stop;
  }
  spans.push({ from: wholeSince, to: end, ...whole(spans.length, words) });
  return spans.filter((span) => span.to > span.from);
}

interface WholeWords {
  readonly before: string;
  readonly after: string;
}

function whole(spans: number, { before, after }: WholeWords): Pick<Span, 'tone' | 'words'> {
  return spans === 0 ? { tone: 'old', words: before } : { tone: 'good', words: after };
}
