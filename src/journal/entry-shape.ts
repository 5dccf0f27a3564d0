import * as v from 'valibot';
import type { JournalEntry } from '../model/journal.js';

/** What a line of each type must say for a run to be gone on with and shown; what else it says is kept as it is. */
const SHAPES: Readonly<Record<JournalEntry['type'], v.GenericSchema>> = {
  step: v.looseObject({ step: v.string(), state: v.string() }),
  intent: v.looseObject({ verb: v.string(), object: v.string() }),
  outcome: v.looseObject({ verb: v.string(), object: v.string() }),
  workload: v.looseObject({ kind: v.string(), name: v.string(), state: v.string() }),
  resumed: v.looseObject({
    toward: v.string(),
    steps: v.array(v.looseObject({ id: v.string(), title: v.string() })),
    objects: v.optional(v.array(v.string())),
    owners: v.optional(v.array(v.string())),
    pods: v.optional(v.array(v.looseObject({ metadata: v.looseObject({ name: v.string() }) }))),
  }),
  ended: v.looseObject({ result: v.string() }),
  amended: v.looseObject({ volumeHandle: v.string() }),
  closed: v.looseObject({}),
};

/** A line of a type that this program does not know is let through: it says nothing that counts here. */
export function isEntry(value: unknown): value is JournalEntry {
  const typed = v.safeParse(v.looseObject({ type: v.string() }), value);
  if (!typed.success) return false;
  const shape = (SHAPES as Readonly<Record<string, v.GenericSchema | undefined>>)[typed.output.type];
  return shape === undefined || v.is(shape, value);
}
