import { downtimes, lengthOf, type Downtime } from '../../model/downtime.js';
import type { JournalEntry, RunRecord } from '../../model/journal.js';
import { podCount } from '../../model/words.js';
import type { Lane, Span } from './lane.js';
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
  return expected.map(({ kind, name, expectedReady }) => {
    const own = all.filter((each) => each.kind === kind && each.name === name);
    return { name: `${kind} ${name}`, spans: spansOf(own, podCount(expectedReady), from, end) };
  });
}

function spansOf(own: readonly Downtime[], pods: string, from: number, end: number): readonly Span[] {
  const spans: Span[] = [];
  let whole = from;
  for (const downtime of own) {
    const [start, stop] = [Date.parse(downtime.from), downtime.to === undefined ? end : Date.parse(downtime.to)];
    spans.push({ from: whole, to: start, ...wholeWords(spans.length, pods) });
    const ms = lengthOf(downtime);
    spans.push({
      from: start,
      to: stop,
      tone: 'down',
      words: ms === undefined ? 'down, not Ready yet' : `down ${duration(ms)}`,
    });
    whole = stop;
  }
  spans.push({ from: whole, to: end, ...wholeWords(spans.length, pods) });
  return spans.filter((span) => span.to > span.from);
}

function wholeWords(before: number, pods: string): Pick<Span, 'tone' | 'words'> {
  return before === 0 ? { tone: 'old', words: pods } : { tone: 'good', words: `${pods} Ready` };
}
