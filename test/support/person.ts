import assert from 'node:assert/strict';
import type { Prompter } from '../../src/model/terminal.js';

/** Somebody at the terminal who gives these answers, in this order. */
export interface Person extends Prompter {
  /** What was asked, and what was wrong with a text that was typed. */
  readonly heard: readonly string[];
  /** What could be chosen at each question, by value. */
  readonly offered: readonly (readonly string[])[];
  /** Answers that nobody has asked for. */
  left(): readonly unknown[];
}

/** @param answers true or false to a question, a value to choose or a text to type, a list to pick; an Error is thrown */
export function person(...answers: readonly (boolean | string | readonly string[] | Error)[]): Person {
  const rest = [...answers];
  const heard: string[] = [];
  const offered: (readonly string[])[] = [];
  const next = (question: string): boolean | string | readonly string[] => {
    heard.push(question);
    const answer = rest.shift();
    assert.ok(answer !== undefined, `nobody knows an answer to: ${question}`);
    if (answer instanceof Error) throw answer;
    return answer;
  };
  const among = (values: readonly string[], value: string): string => {
    assert.ok(values.includes(value), `"${value}" is not offered; there are ${values.join(', ')}`);
    return value;
  };
  return {
    canAsk: true,
    heard,
    offered,
    left: () => rest,
    confirm: async (question) => Promise.resolve(next(question) === true),
    async choose(question, choices) {
      const values = choices.map(({ value }) => value);
      offered.push(values);
      return Promise.resolve(among(values, String(next(question))));
    },
    async pick(question, choices) {
      const values = choices.map(({ value }) => value);
      offered.push(values);
      const picked = next(question);
      assert.ok(Array.isArray(picked));
      return Promise.resolve(picked.map((value: string) => among(values, value)));
    },
    async input(question, faultIn) {
      for (let text = String(next(question)); ; text = String(next(question))) {
        const fault = faultIn(text);
        if (fault === undefined) return Promise.resolve(text);
        heard.push(fault);
      }
    },
  };
}
