/** The contract that every document and stream names; docs/schemas has it as JSON Schema. Counts up when a field changes or goes. */
export const SCHEMA = 'kubectl-s3csi-recreate/v1';
