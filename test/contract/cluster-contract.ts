import { changeContract } from './cluster-changes.js';
import { readContract } from './cluster-reads.js';
import { removalContract } from './cluster-removals.js';
import type { Make } from './contract-story.js';

/** What the Cluster port promises. The model and the real adapter both keep it; each test makes a subject of its own. */
export function clusterContract(name: string, make: Make): void {
  describe(`the Cluster port: ${name}`, () => {
    describe('reads', () => {
      readContract(make);
    });
    describe('creates and changes', () => {
      changeContract(make);
    });
    describe('removes', () => {
      removalContract(make);
    });
  });
}
