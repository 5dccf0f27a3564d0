import { onModel } from '../scenarios/model-stage.js';
import type { PluginResult, Stage } from '../scenarios/stage.js';
import { installVolume, untilReady } from '../scenarios/stories/facts.js';
import { deployment } from '../support/manifests/deployment.js';
import { pod } from '../support/manifests/pod.js';
import { writeGolden } from '../support/golden.js';

const EDIT = ['s3-pvc', '--set', 'authenticationSource=pod'];

/** Command lines that end badly, in the order in which a user may come upon them. */
const MISTAKES: readonly (readonly string[])[] = [
  ['s3-pvc'],
  ['s3-pvc', '--unchanged'],
  ['s3-pvc', '--sett', 'authenticationSource=pod'],
  ['s3-pvc', '--set', 'authenticationSource'],
  ['s3-pvc', '--set', 'authenticationSource=pods', '--yes'],
  ['s3-pvc', '--set', 'authentificationSource=pod', '--yes'],
  ['s3-pvc', '--set', 'cache=emptyDir', '--mount-option', 'cache /tmp', '--yes'],
  ['s3-pvc', '--unchanged', '--timeout', 'soon', '--yes'],
  ['no-such-claim', '--unchanged', '--yes'],
  [...EDIT, '--yes', '--expect-plan', `sha256:${'0'.repeat(64)}`],
  ['resume', '--yes'],
  ['show', 'no-such-run'],
];

/** What the program writes, on the model cluster in virtual time, by the name of its golden file. */
export async function toldOutputs(): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>();
  await onModel(async (stage) => {
    await layOut(stage);
    texts.set('progress-plain.txt', textOf(await stage.plugin([...EDIT, '--yes'])));
  });
  for (const [format, name] of [
    ['json', 'result.json'],
    ['jsonl', 'events.jsonl'],
  ] as const) {
    await onModel(async (stage) => {
      await layOut(stage);
      texts.set(name, steady((await stage.plugin([...EDIT, '--yes', '-o', format])).stdout));
    });
  }
  await onModel(async (stage) => {
    await installVolume(stage);
    await stage.create(pod({ name: 'bare', namespace: stage.namespace }));
    await untilReady(stage, 1);
    const told: string[] = [];
    for (const words of [...MISTAKES, [...EDIT, '--yes']]) told.push(complaint(words, await stage.plugin(words)));
    texts.set('errors.txt', told.join('\n'));
  });
  return texts;
}

export async function writeToldOutputs(): Promise<void> {
  for (const [name, text] of await toldOutputs()) writeGolden(name, text);
}

async function layOut(stage: Stage): Promise<void> {
  await installVolume(stage, { reclaimPolicy: 'Delete' });
  await stage.create(deployment({ namespace: stage.namespace, replicas: 2 }));
  await untilReady(stage, 2);
}

function textOf({ stdout, stderr }: PluginResult): string {
  return steady(`standard error:\n${stderr}\nstandard output:\n${stdout}`);
}

/** Only what the program says of its failure: the plan before it has golden files of its own. */
function complaint(words: readonly string[], { code, stderr }: PluginResult): string {
  return steady(
    `$ kubectl s3csi-recreate ${words.join(' ')}\n${stderr.slice(stderr.search(/^error: /m))}exit code ${code}\n`,
  );
}

/** Without what another request more or less would change: fractions of seconds, how long things took, and uids. */
function steady(text: string): string {
  return text
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'UID')
    .replace(/(T\d\d:\d\d:\d\d)\.\d{3}Z/g, '$1.000Z')
    .replace(/"(elapsedMs|sinceMs|durationMs)": ?\d+/g, '"$1":0');
}
