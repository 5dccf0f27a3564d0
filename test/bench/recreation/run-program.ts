import { startProgram } from '../../scenarios/control-plane/executable.js';
import type { PluginResult } from '../../scenarios/stage.js';
import { environmentOf, type Scene } from './scene.js';

/** Runs a program in the scene's environment to its end. @throws Error with what it said, unless it ended well */
export async function runProgram(
  scene: Scene,
  command: string,
  args: readonly string[],
  kubeconfig?: string,
): Promise<PluginResult> {
  const env = environmentOf(scene, kubeconfig);
  const result = await startProgram(command, args, { env, cwd: scene.folder }).ended;
  if (result.code === 0) return result;
  throw new Error(`${command} ${args.join(' ')} ended with ${result.code}:\n${result.stdout}${result.stderr}`);
}
