/** The name under which an object's managedFields keep what this program has set: it tells our objects from those of others. */
export const FIELD_MANAGER = 'kubectl-s3csi-recreate';
