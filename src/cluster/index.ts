export { connect } from './cluster-adapter.js';
export type { ConnectEnvironment } from './environment.js';
export { renderKustomization } from './kustomize.js';
