import process from 'node:process';
import { inTurns, valuesOf, type Contestant, type Measurements } from '../arithmetic/in-turns.js';
import { medianOf } from '../arithmetic/spread.js';
import { asRatio, inMs } from '../arithmetic/units.js';
import type { Bench } from '../bench-tools.js';
import { atMost, type Section } from '../page/section.js';
import { spreadTable } from '../page/spread-table.js';
import { CLAIM_NAME, environmentOf, layOut, type Scene } from '../recreation/scene.js';
import { timeOf, type Call } from './timing.js';

/** As often as kubectl's own start may fit into ours. */
const LIMIT = 1.5;
/** What a run that finds nothing to do may take beyond kubectl's reading of the same objects. */
const MARGIN_MS = 100;

const KUBECTL_VERSION = 'kubectl version --client';
const KUBECTL_GET = 'kubectl get pv,pvc';
const WORDS: readonly { readonly what: string; readonly args: readonly string[]; readonly code?: number }[] = [
  { what: 'help', args: ['--help'] },
  { what: 'version', args: ['--version'] },
  { what: 'a wrong word', args: ['s3-pvc', '--sett', 'a=b'], code: 2 },
];
const TAB = 'completion of a flag';
/** Asks the cluster for volumes and the kubeconfig for the namespace. */
const TAB_CLAIM = 'completion of a claim';
/** What somebody who pressed TAB puts up with. */
const TAB_LIMIT_MS = 300;
const NOTHING_TO_DO = 'nothing to do';

type Form = 'executable' | 'npm package' | 'unpackaged source';

export async function startUpSection(bench: Bench): Promise<Section> {
  const { clusters, sizes, say } = bench;
  const scene = await layOut(clusters.now, 'start-up', 1);
  const turns = {
    rounds: sizes.startUpRounds,
    onRound: (round: number) => {
      say(`start-up: round ${round} of ${sizes.startUpRounds}`);
    },
  };
  return section(await inTurns(contestants(bench, scene), turns));
}

function contestants({ programs }: Bench, scene: Scene): readonly Contestant[] {
  const { kubectl, packaged, packagedCompletion, bundle, bundleCompletion, source, sourceCompletion } = programs;
  const env = environmentOf(scene);
  const edit = [CLAIM_NAME, '--set', 'authenticationSource=driver', '--yes', '-n', scene.namespace];
  const call = (name: string, program: string, args: readonly string[], code = 0): Contestant =>
    timed(name, { program, args, code, env });
  const forms: readonly (readonly [Form, readonly string[], readonly string[]])[] = [
    ['executable', [packaged], [packagedCompletion]],
    ['npm package', [process.execPath, bundle], [process.execPath, bundleCompletion]],
    ['unpackaged source', [process.execPath, source], [process.execPath, sourceCompletion]],
  ];
  return [
    call(KUBECTL_VERSION, kubectl, ['version', '--client']),
    call(KUBECTL_GET, kubectl, ['get', 'pv,pvc', '-n', scene.namespace]),
    ...forms.flatMap(([form, [program = '', ...first], [completion = '', ...firstOfCompletion]]) => [
      ...WORDS.map(({ what, args, code }) => call(nameOf(what, form), program, [...first, ...args], code)),
      call(nameOf(TAB, form), completion, [...firstOfCompletion, CLAIM_NAME, '--uns']),
      call(nameOf(TAB_CLAIM, form), completion, [...firstOfCompletion, CLAIM_NAME.slice(0, 1)]),
      call(nameOf(NOTHING_TO_DO, form), program, [...first, ...edit]),
    ]),
  ];
}

function timed(name: string, call: Call): Contestant {
  return { name, measure: () => Promise.resolve(timeOf(call)) };
}

function nameOf(what: string, form: Form): string {
  return `${what}, ${form}`;
}

function section(measured: Measurements): Section {
  const median = (name: string) => medianOf(valuesOf(measured, name));
  const names = [...measured.keys()].filter((name) => name !== KUBECTL_GET && !name.startsWith(NOTHING_TO_DO));
  const nothing = [...measured.keys()].filter((name) => name.startsWith(NOTHING_TO_DO));
  const over = median(nameOf(NOTHING_TO_DO, 'executable')) - median(KUBECTL_GET);
  return {
    title: 'Start-up',
    goals: [
      ...[...WORDS.map(({ what }) => what), TAB].map((what) => {
        const ratio = median(nameOf(what, 'executable')) / median(KUBECTL_VERSION);
        return atMost(`${what}, executable, of \`${KUBECTL_VERSION}\``, LIMIT, ratio, asRatio);
      }),
      ...(['executable', 'npm package'] as const).map((form) =>
        atMost(nameOf(TAB_CLAIM, form), TAB_LIMIT_MS, median(nameOf(TAB_CLAIM, form)), inMs),
      ),
      atMost(`${NOTHING_TO_DO}, executable, beyond \`${KUBECTL_GET}\``, MARGIN_MS, over, inMs),
    ],
    paragraphs: [
      `From the start of the process to its end. The executable is what krew installs, the npm package a bundle for Node, the unpackaged
source the compiler's output with its libraries in \`node_modules\`.`,
      spreadTable(measured, { what: 'command', names, against: KUBECTL_VERSION, unit: inMs }),
      `A run whose edit is there already: it reads claim, volume, Pods and driver, and finds nothing to do. It has kubectl read the
kubeconfig, as every run does.`,
      spreadTable(measured, { what: 'command', names: [KUBECTL_GET, ...nothing], against: KUBECTL_GET, unit: inMs }),
    ],
  };
}
