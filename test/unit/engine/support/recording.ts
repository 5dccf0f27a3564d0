import type { Cluster, WriteOptions } from '../../../../src/model/cluster.js';
import type { RunEvent, Reporter } from '../../../../src/model/events.js';
import type { JournalEntry, RunLog } from '../../../../src/model/journal.js';
import type { KubernetesObject } from '../../../../src/model/objects.js';

/** Everything that happens, in the order in which it does: journal lines, events, and what reaches the cluster. */
export class Recording {
  readonly lines: string[] = [];
  readonly entries: JournalEntry[] = [];
  /** Which journal lines fail to be written: by their number, from 1. */
  readonly #unwritable: ReadonlySet<number>;

  constructor(...unwritable: readonly number[]) {
    this.#unwritable = new Set(unwritable);
  }

  readonly log: RunLog = {
    folder: '/runs/run-1',
    append: async (entry) => {
      const number = this.entries.push(entry);
      // Only what is on the disk counts.
      await new Promise((resolve) => setImmediate(resolve));
      if (this.#unwritable.has(number)) throw new Error(`line ${number} cannot be written`);
      this.lines.push(`journal: ${describe(entry)}`);
    },
    close: () => Promise.resolve(),
  };

  readonly reporter: Reporter = {
    report: (event) => {
      this.lines.push(`event: ${describe(event)}`);
    },
  };

  /** A cluster that answers each change with an object of this uid, or with what the test has it throw. */
  cluster(answer: () => Promise<unknown> = () => Promise.resolve(undefined)): Cluster {
    const change = async (verb: string, options: WriteOptions = {}): Promise<KubernetesObject> => {
      this.lines.push(`cluster: ${options.dryRun === true ? 'dry-run ' : ''}${verb}`);
      await answer();
      return { apiVersion: 'v1', kind: 'PersistentVolume', metadata: { name: 's3-pv', uid: 'v2' } };
    };
    const gone = async (verb: string, options?: WriteOptions): Promise<void> => {
      await change(verb, options);
    };
    return {
      identity: { context: 'prod', server: 'https://s', namespace: 'app', user: 'me' },
      get: async () => change('get'),
      list: async () => [await change('list')],
      follow: () => gone('follow'),
      create: (_object, _resource, options) => change('create', options),
      patch: (_key, _patch, _preconditions, options) => change('patch', options),
      delete: (_key, options) => gone('delete', options),
      evict: (_key, options) => gone('evict', options),
      whoAmI: async () => {
        await change('whoAmI');
        return { name: 'me', groups: [], isCertain: true };
      },
      can: async () => {
        await change('can');
        return true;
      },
    };
  }
}

function describe(event: JournalEntry | RunEvent): string {
  const { type, ...rest } = event;
  const words = Object.entries(rest)
    .filter(([key]) => !['body', 'title', 'steps', 'folder', 'elapsedMs', 'run'].includes(key))
    .map(([key, value]) => `${key}=${String(value)}`);
  return [type, ...words].join(' ');
}
