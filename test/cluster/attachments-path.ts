export const ATTACHMENTS_PATH = '/apis/s3.csi.aws.com/v2/mountpoints3podattachments';
