import { Failure } from '../model/errors.js';
import type { StepContext } from '../model/step.js';
import { troubleLines } from './trouble.js';

/**
 * Waits, and when that takes too long, says why the Pods on the claim are not Ready and what helps. The failure stays what
 * it was, with its code, whatever becomes of the explanation.
 */
export async function explained(context: StepContext, wait: () => Promise<void>): Promise<void> {
  try {
    await wait();
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== 'timed-out') throw error;
    const lines = await explanation(context);
    if (lines.length === 0) throw error;
    throw new Failure(error.code, error.message, { hint: lines.join('\n'), cause: error });
  }
}

async function explanation({ cluster, plan, workloads }: StepContext): Promise<readonly string[]> {
  const { namespace, claimName, driver } = plan.observed;
  const subject = {
    namespace,
    claimName,
    volume: plan.target.volume,
    driverNamespace: driver.namespace,
    workloads,
  };
  // Whatever goes wrong here is less than what has gone wrong already.
  return troubleLines(cluster, subject).catch(() => []);
}
