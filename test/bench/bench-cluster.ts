import type { ControlPlane } from '../cluster/control-plane.js';
import { installDriver, startDriverActor } from '../cluster/driver.js';
import { startControlPlane, type StartOptions } from '../cluster/start.js';
import { PodBoard } from './recreation/pod-board.js';

/** A control plane with the S3 driver at work in it, and all its Pods in sight. */
export interface BenchCluster {
  readonly plane: ControlPlane;
  readonly board: PodBoard;
  stop(): Promise<void>;
}

export async function startBenchCluster(options: StartOptions = {}): Promise<BenchCluster> {
  const plane = await startControlPlane(options);
  try {
    await installDriver(plane);
  } catch (error) {
    await plane.stop();
    throw error;
  }
  const actor = startDriverActor(plane);
  const board = new PodBoard(plane.api);
  return {
    plane,
    board,
    async stop() {
      await board.stop();
      await actor.stop();
      await plane.stop();
    },
  };
}
