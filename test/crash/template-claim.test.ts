import { play } from './schedules/play.js';
import type { Schedule } from './schedules/schedule.js';

const ATTEMPT = { way: 'resume', pauseMs: 0, accidents: [] } as const;

const CALM: Schedule = {
  seed: 1,
  layout: 'a StatefulSet with a volumeClaimTemplate',
  replicas: 1,
  reclaimPolicy: 'Delete',
  driver: '2.7.0',
  pace: 'everybody at the usual pace',
  popFromBackoff: true,
  edit: 'authenticationSource=pod',
  attempts: [ATTEMPT],
  interference: undefined,
  end: 'rollback',
};

/** Its StatefulSet makes the claim again as soon as it is gone: an object of nobody in this run's journal. */
describe('a run on a claim of a volumeClaimTemplate that dies around any change it makes', () => {
  for (const end of ['resume', 'rollback'] as const) {
    it(`is brought to its end by ${end}`, async () => {
      for (let change = 0; change < 14; change++) {
        for (const moment of ['before', 'after'] as const) {
          const attempts = [{ ...ATTEMPT, accidents: [{ type: 'crash', moment, change } as const] }];
          await play({ ...CALM, attempts, end });
        }
      }
    });
  }
});
