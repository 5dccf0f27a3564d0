import type { Cluster } from '../../src/model/cluster.js';
import { changeContract } from './cluster-changes.js';
import { readContract } from './cluster-reads.js';
import { removalContract } from './cluster-removals.js';

/** A cluster to hold against the contract, and a namespace in it that nobody else uses. */
export interface Subject {
  readonly cluster: Cluster;
  readonly namespace: string;
  finish(): Promise<void>;
}

export type Make = () => Promise<Subject>;

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
