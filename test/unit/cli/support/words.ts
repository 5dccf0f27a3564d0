import assert from 'node:assert/strict';
import { parseRequest } from '../../../../src/cli/parse-request.js';
import type { Failure } from '../../../../src/model/errors.js';
import type { ContinueRequest, RecreateRequest } from '../../../../src/model/request.js';
import { failureOfAsync } from '../../plan/support/failures.js';

/** What a command line for a recreation asks for. */
export async function recreation(...argv: readonly string[]): Promise<RecreateRequest> {
  const request = await parseRequest(argv);
  assert.ok(request.verb === 'recreate', `${argv.join(' ')} is understood as ${request.verb}`);
  return request;
}

/** What a command line that goes on with a run asks for. */
export async function continuation(...argv: readonly string[]): Promise<ContinueRequest> {
  const request = await parseRequest(argv);
  assert.ok(request.verb === 'resume' || request.verb === 'rollback');
  return request;
}

/** What is wrong with a command line; it has to be told as such. */
export async function wrong(...argv: readonly string[]): Promise<Failure> {
  const failure = await failureOfAsync(() => parseRequest(argv));
  assert.equal(failure.code, 'usage', `${argv.join(' ')}: ${failure.message}`);
  return failure;
}

export async function assertWrong(message: RegExp, ...argv: readonly string[]): Promise<void> {
  assert.match((await wrong(...argv)).message, message, argv.join(' '));
}
