import { runProgram } from './run-program.js';
import { CLAIM_NAME } from './scene.js';
import type { Way } from './way.js';

/** The plugin as a script calls it. */
export function plugin(name: string, executable: string): Way {
  return {
    name,
    async run(scene, { kubeconfig }) {
      const { authenticationSource } = scene.next();
      const edit = ['--set', `authenticationSource=${authenticationSource}`];
      await runProgram(scene, executable, [CLAIM_NAME, ...edit, '--yes', '-n', scene.namespace], kubeconfig);
    },
  };
}
