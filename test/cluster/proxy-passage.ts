import type { IncomingMessage, ServerResponse } from 'node:http';
import { once } from 'node:events';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Traffic } from './proxied-request.js';

/** What can be done with one request on its way. Nothing of it reaches the API server by itself; doing nothing is a stall. */
export interface Passage {
  /** Hands request and answer on, a watch as it comes. Resolves when the answer has ended. */
  letThrough(): Promise<void>;
  /** Has the API server carry it out and resolves when it has; the answer is kept from the caller, who still waits. */
  carryOut(): Promise<void>;
  /** Hands a watch on, line by line, and ends it after so long, with one event more where one is given. */
  letWatchThroughFor(ms: number, lastEvent?: object): Promise<void>;
  /** Answers in the API server's place; text is sent as it is, as a proxy or load balancer would. */
  answer(status: number, body: object | string, headers?: Readonly<Record<string, string>>): void;
  /** Closes the caller's connection without an answer. */
  cut(): void;
}

/** Sends the request to the API server and resolves with the head of its answer, which ends when the caller goes away. */
export type Send = () => Promise<IncomingMessage>;

export function passage(response: ServerResponse, send: Send, traffic: Traffic): Passage {
  return {
    async letThrough() {
      const answer = await send();
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      response.flushHeaders();
      await pipeline(answer, counter(traffic), response);
    },
    async carryOut() {
      // By the time it says how it went, the change is in etcd.
      (await send()).destroy();
    },
    async letWatchThroughFor(ms, lastEvent) {
      const answer = await send();
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      response.flushHeaders();
      const handingOn = handOnLines(answer, response);
      // Whichever comes first; the server may end it sooner.
      await Promise.race([sleep(ms, undefined, { ref: false }), handingOn]);
      answer.destroy();
      await handingOn;
      response.end(lastEvent === undefined ? '' : `${JSON.stringify(lastEvent)}\n`);
    },
    answer(status, body, headers = {}) {
      const [type, text] =
        typeof body === 'string' ? ['text/html', body] : ['application/json', `${JSON.stringify(body)}\n`];
      response.writeHead(status, { 'content-type': type, ...headers }).end(text);
    },
    cut() {
      response.destroy();
    },
  };
}

/** Lets everything through and counts it. */
function counter(traffic: Traffic): Transform {
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      traffic.answeredBytes += chunk.length;
      done(null, chunk);
    },
  });
}

/** Only whole lines, so that an event can follow; resolves however the answer ends. */
async function handOnLines(answer: IncomingMessage, response: ServerResponse): Promise<void> {
  let rest = '';
  answer.setEncoding('utf8').on('data', (chunk: string) => {
    const end = (rest + chunk).lastIndexOf('\n') + 1;
    const whole = (rest + chunk).slice(0, end);
    rest = (rest + chunk).slice(end);
    if (whole !== '') response.write(whole);
  });
  answer.on('error', () => undefined);
  await once(answer, 'close');
}
