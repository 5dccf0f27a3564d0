import { ApiError } from '../../model/errors.js';

/** A change was sent and nobody said what became of it. Whoever sent it looks. */
export class LostReply extends ApiError {
  constructor(error: ApiError) {
    super(error.reason, error.status, error.message, {
      cause: error,
      ...(error.hint === undefined ? {} : { hint: error.hint }),
    });
  }
}
