// What main loads when it is asked for, loaded before: reading files is real work that virtual time knows nothing of.
import '../../src/cli/next-command.js';
import '../../src/cli/output-format.js';
import '../../src/cli/parse-request.js';
import '../../src/commands/continue-run.js';
import '../../src/commands/list-runs.js';
import '../../src/cli/recreate-request.js';
import '../../src/commands/recreate-chosen.js';
import '../../src/commands/recreate.js';
import '../../src/commands/show-run.js';
import '../../src/output/both.js';
import '../../src/output/html/page.js';
import '../../src/output/plain-reporter.js';
import '../../src/output/safe-prompter.js';
import '../../src/output/safe-text.js';
import '../../src/output/screen.js';
import '../../src/output/script/script-output.js';
import { createHash } from 'node:crypto';
import { main } from '../../src/main.js';
import type { Cluster } from '../../src/model/cluster.js';
import type { Json, JsonObject } from '../../src/model/json.js';
import type { KubernetesObject } from '../../src/model/objects.js';
import type { Journal } from '../../src/model/journal.js';
import type { Draft, Prompter } from '../../src/model/terminal.js';
import type { World } from '../../src/model/world.js';
import type { Resource } from '../../src/model/references.js';
import { mergePatch } from '../support/model/merge-patch.js';
import { createModelCluster, type ModelCluster, type ModelOptions } from '../support/model/model-cluster.js';
import { runInVirtualTime, VirtualClock } from '../support/model/virtual-clock.js';
import { memoryJournal, type MemoryJournal } from '../support/memory-journal.js';
import { leavingWorkloads, WORKLOAD_RESOURCES } from './leaving-workloads.js';
import type { PluginResult, Stage, Story } from './stage.js';
import { BUILT_IN_KINDS, type Kind, PODS } from '../support/model/kinds.js';
import { isChange, type PortRequest } from '../support/model/port-request.js';

const NAMESPACE = 'app';

/** Tells a story on the model, in virtual time. Returns what must never happen but did. */
export function tellOnModel(story: Story, options: ModelOptions = {}): Promise<readonly string[]> {
  return onModel((stage) => story.tell(leavingWorkloads(story, stage)), options);
}

/** What the user's editor makes of a text; what is kept afterwards. */
export interface TestEditor {
  edit(text: string): string;
  /** Set when the file was removed. */
  isRemoved?: boolean;
}

/** What a story on the model may use besides its stage. */
export interface BackDoors {
  readonly model: ModelCluster;
  readonly clock: VirtualClock;
  readonly journal: MemoryJournal;
  /** The same stage for a program that has its own connection and disk, which may break, and perhaps somebody to ask. */
  readonly stageOn: (connection: Cluster, disk?: Journal, prompter?: Prompter, editor?: TestEditor) => Stage;
}

/** The same for what only the model can play: its back doors are handed in as well. */
export async function onModel(
  tell: (stage: Stage, doors: BackDoors) => Promise<void>,
  options: ModelOptions = {},
): Promise<readonly string[]> {
  const clock = new VirtualClock();
  const model = createModelCluster(clock, options);
  const journal = memoryJournal(clock);
  const stageOn: BackDoors['stageOn'] = (connection, disk = journal, prompter = NOBODY, editor = NO_EDITOR) =>
    modelStage({ model, clock, journal, disk, connection, prompter, editor });
  await runInVirtualTime(clock, () => tell(stageOn(model.cluster), { model, clock, journal, stageOn }));
  return model.violations();
}

interface Setting {
  readonly model: ModelCluster;
  readonly clock: VirtualClock;
  readonly journal: MemoryJournal;
  /** The same journal as the program reaches it. */
  readonly disk: Journal;
  readonly connection: Cluster;
  readonly prompter: Prompter;
  readonly editor: TestEditor;
}

function modelStage(setting: Setting): Stage {
  const { model, clock, journal } = setting;
  return {
    namespace: NAMESPACE,
    volumeName: 's3-pv',
    create: (...objects) => {
      for (const object of objects) model.apply(object);
      return Promise.resolve();
    },
    read: <T extends KubernetesObject>(resource: Resource, name: string) =>
      Promise.resolve(model.read(kindOf<T>(resource), namespaceOf(resource), name)),
    remove: (resource, name) => {
      model.remove(kindOf(resource), namespaceOf(resource), name);
      return Promise.resolve();
    },
    patch: (resource, name, patch) => {
      model.patch(kindOf(resource), namespaceOf(resource), name, patch as JsonObject);
      return Promise.resolve();
    },
    patchStatus: (resource, name, status) => {
      model.change(kindOf(resource), namespaceOf(resource), name, (object) =>
        merged(object, { status: status as JsonObject }),
      );
      return Promise.resolve();
    },
    assign: ({ metadata }, nodeName) => {
      model.change(PODS, NAMESPACE, metadata.name, (pod) =>
        pod.metadata.uid === metadata.uid ? merged(pod, { spec: { nodeName } }) : pod,
      );
      return Promise.resolve();
    },
    admit({ kind, path, value }) {
      const patch = path.reduceRight<Json>((inner, key) => ({ [key]: inner }), value) as JsonObject;
      model.admit((object) => (object.kind === kind ? merged(object, patch) : object));
      return Promise.resolve();
    },
    pods: () => Promise.resolve(model.all(PODS, NAMESPACE)),
    workloads: () => Promise.resolve(WORKLOAD_RESOURCES.flatMap((resource) => model.all(kindOf(resource), NAMESPACE))),
    async until(what, isSo) {
      const end = clock.now() + 60_000;
      while (!(await isSo())) {
        if (clock.now() > end) throw new Error(`waited a minute of virtual time for: ${what}`);
        await clock.sleep(5);
      }
    },
    plugin: (args, { files = {} } = {}) => runPlugin(args, setting, files),
    disturbed: (args, { verb, resource }, act) => {
      let isOver = false;
      const before = (request: PortRequest): undefined | Promise<undefined> => {
        if (isOver || request.verb !== verb || request.resource.kind !== resource.kind || !isChange(request)) return;
        isOver = true;
        return act().then(() => undefined);
      };
      return runPlugin(args, { ...setting, connection: model.connect({ faults: { before } }) }, {});
    },
    runs: () => Promise.resolve(journal.ids()),
  };
}

function merged<T extends KubernetesObject>(object: T, patch: JsonObject): T {
  return mergePatch(object, patch) as T;
}

/** The model knows its kinds by their own objects. */
function kindOf<T extends KubernetesObject>(resource: Resource): Kind<T> {
  const kind = BUILT_IN_KINDS.find((known) => known.kind === resource.kind);
  if (kind === undefined) throw new Error(`the model has no ${resource.kind}`);
  return kind as Kind<T>;
}

function namespaceOf(resource: Resource): string | undefined {
  return resource.namespaced ? NAMESPACE : undefined;
}

const NOBODY: Prompter = {
  canAsk: false,
  confirm: () => Promise.resolve(false),
  choose: () => Promise.reject(new Error('there is nobody to ask')),
  pick: () => Promise.reject(new Error('there is nobody to ask')),
  input: () => Promise.reject(new Error('there is nobody to ask')),
};

const NO_EDITOR: TestEditor = {
  edit: () => {
    throw new Error('there is no editor');
  },
};

function draftIn(editor: TestEditor, name: string): Draft {
  return {
    path: `/tmp/draft/${name}.yaml`,
    edit: async (text) => Promise.resolve(editor.edit(text)),
    remove: () => {
      editor.isRemoved = true;
      return Promise.resolve();
    },
  };
}

/** The program itself, with the model for a cluster and memory for a disk. */
async function runPlugin(
  args: readonly string[],
  { clock, disk, connection, prompter, editor }: Setting,
  files: Readonly<Record<string, string>>,
): Promise<PluginResult> {
  const [stdout, stderr] = [textSink(), textSink()];
  const world: World = {
    env: {},
    clock,
    stdout,
    stderr,
    signal: new AbortController().signal,
    user: 'tester@model',
    version: '0.0.0',
    random: () => 0.5,
    sha256: (text) => createHash('sha256').update(text).digest('hex'),
    connect: () => Promise.resolve(connection),
    openJournal: () => Promise.resolve(disk),
    localLocks: () => Promise.resolve({ take: () => Promise.resolve({ release: () => Promise.resolve() }) }),
    prompter: () => Promise.resolve(prompter),
    openDraft: (name) => Promise.resolve(draftIn(editor, name)),
    writePage: () => Promise.reject(new Error('there is no disk for pages')),
    readManifestTexts: (path) => Promise.resolve([{ name: path, text: files[path] ?? '' }]),
    renderKustomization: (folder) => Promise.resolve(files[folder] ?? ''),
  };
  const code = await main([...args, '-n', NAMESPACE], world);
  return { code, stdout: stdout.text(), stderr: stderr.text() };
}

function textSink() {
  let text = '';
  return {
    write: (part: string) => {
      text += part;
    },
    text: () => text,
    isTerminal: false,
    columns: 0,
  };
}
