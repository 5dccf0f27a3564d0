import { completeWords } from './cli/completion/complete-words.js';
import type { ClaimSuggestion, Sources, Suggestion } from './cli/completion/suggestion.js';
import { TOPICS } from './cli/help/topics.js';
import { isJsonObject, type Json } from './model/json.js';
import type { ConnectionFlags } from './model/request.js';
import { stateAmong } from './model/run-state.js';
import { safeText } from './output/safe-text.js';
import { KNOWN_ATTRIBUTES } from './s3csi/attributes.js';
import { S3_DRIVER } from './s3csi/driver-name.js';
import { listAt, textAt } from './s3csi/json-fields.js';
import { MOUNTPOINT_OPTIONS } from './s3csi/mountpoint-options.js';

type Env = Readonly<Record<string, string | undefined>>;

/**
 * The answer to the shell's TAB, in the protocol that kubectl takes from plugins (cobra's): a line for each word that could
 * stand there, with its meaning after a tab, and a last line for what the shell is to do besides. A program of its own beside
 * main, so that it loads little; where something fails it has nothing to say.
 *
 * @param argv the words after the plugin's name; the last is the one that is being typed, perhaps empty
 */
export async function complete(argv: readonly string[], env: Env): Promise<string> {
  const { suggestions, directive } = await completeWords(argv, sourcesIn(env));
  return [...suggestions.map(lineOf), `:${directive}`, ''].join('\n');
}

function lineOf({ value, meaning }: Suggestion): string {
  return meaning === undefined ? safeText(value) : `${safeText(value)}\t${safeText(meaning)}`;
}

function sourcesIn(env: Env): Sources {
  return {
    attributes: KNOWN_ATTRIBUTES,
    mountOptions: MOUNTPOINT_OPTIONS.map(({ name, meaning, value }) => ({
      value: name,
      meaning,
      takesValue: value !== undefined,
    })),
    topics: TOPICS.map(({ name, meaning }) => ({ value: name, meaning })),
    claims: orNothing(async (flags) => {
      const { lookUp } = await import('./cluster/look-up.js');
      // Version 0: as fresh as the server has at hand, which answers soonest.
      const volumes = lookUp('/api/v1/persistentvolumes?resourceVersion=0', flags, env);
      const [all, namespace] = await Promise.all([volumes, namespaceOf(flags, env)]);
      return listAt(all as Json, 'items').flatMap((volume) => claimOf(volume, namespace));
    }),
    namespaces: orNothing(async (flags) => {
      const { lookUp } = await import('./cluster/look-up.js');
      const all = await lookUp('/api/v1/namespaces?resourceVersion=0', flags, env);
      return listAt(all as Json, 'items').flatMap((namespace) => named(textAt(namespace, 'metadata', 'name')));
    }),
    kubeconfig: (kind, flags) =>
      orNothing(async (place: ConnectionFlags) => {
        const { lookAtKubeconfig } = await import('./cluster/look-up.js');
        return listAt((await lookAtKubeconfig(place, env)) as Json, kind).flatMap((entry) =>
          named(textAt(entry, 'name')),
        );
      })(flags),
    runs: orNothing(async (stateDir) => keptRuns(stateDir, env)),
  };
}

/** What cannot be learnt is not suggested: somebody who types wants no word of an error in the middle of the line. */
function orNothing<Argument, Found>(
  look: (argument: Argument) => Promise<readonly Found[]>,
): (argument: Argument) => Promise<readonly Found[]> {
  return (argument) => look(argument).catch(() => []);
}

async function namespaceOf(flags: ConnectionFlags, env: Env): Promise<string> {
  if (flags.namespace !== undefined) return flags.namespace;
  const { lookAtKubeconfig } = await import('./cluster/look-up.js');
  const kubeconfig = (await lookAtKubeconfig(flags, env)) as Json;
  const current = flags.context ?? textAt(kubeconfig, 'current-context');
  const context = listAt(kubeconfig, 'contexts').find((each) => textAt(each, 'name') === current);
  return textAt(context, 'context', 'namespace') ?? 'default';
}

function claimOf(volume: Json, namespace: string): readonly ClaimSuggestion[] {
  const name = textAt(volume, 'spec', 'claimRef', 'name');
  const isOurs = textAt(volume, 'spec', 'csi', 'driver') === S3_DRIVER;
  if (!isOurs || name === undefined || textAt(volume, 'spec', 'claimRef', 'namespace') !== namespace) return [];
  const bucket = textAt(volume, 'spec', 'csi', 'volumeAttributes', 'bucketName') ?? 'unknown';
  return [
    {
      value: name,
      meaning: `volume ${textAt(volume, 'metadata', 'name') ?? ''}, bucket ${bucket}`,
      attributes: keysAt(volume),
      mountOptions: listAt(volume, 'spec', 'mountOptions').map(String),
    },
  ];
}

function keysAt(volume: Json): readonly string[] {
  const attributes = ['spec', 'csi', 'volumeAttributes'].reduce<Json | undefined>(
    (value, key) => (isJsonObject(value) ? value[key] : undefined),
    volume,
  );
  return isJsonObject(attributes) ? Object.keys(attributes) : [];
}

async function keptRuns(stateDir: string | undefined, env: Env): Promise<readonly Suggestion[]> {
  const [{ fileJournal }, { stateFolder }] = await Promise.all([
    import('./journal/file-journal.js'),
    import('./journal/state-folder.js'),
  ]);
  // Only reads, and needs no time for that.
  const runs = await fileJournal(stateDir ?? stateFolder(env), { now: () => 0 }).list();
  return runs.toReversed().flatMap((run) => {
    if ('problem' in run) return [];
    const { id, namespace, claimName } = run.record;
    return [{ value: id, meaning: `${namespace}/${claimName}, ${stateAmong(run, runs)}` }];
  });
}

function named(value: string | undefined): readonly Suggestion[] {
  return value === undefined ? [] : [{ value }];
}
