// @ts-check
/** Handing what is shown to others: as a link to this server, or as a file for another one. */
import { createLink } from './sharing/link.js';
import { createOpening } from './sharing/opening.js';
import { createSaving } from './sharing/saving.js';

/**
 * @param {import('../types.js').Context & {guard: import('./guard.js').Guard, reach:
 *   ReturnType<typeof import('./reach.js').createReach>}} context
 */
export const createSharing = (context) => ({
  ...createLink(context),
  download: createSaving(context),
  open: createOpening(context),
});
