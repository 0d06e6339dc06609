// @ts-check
/** The link to exactly what is shown. */
import { stood } from '../../lib/standing.js';
import { address } from '../../platform/url.js';

/** @param {Pick<import('../../types.js').Context, 'store'>} context */
export const createLink = ({ store }) => ({
  /** Offers it, and copies it where the browser allows. */
  async link() {
    const link = store.get().stage.checkpoint
      ? location.origin + address(stood(store.get()))
      : location.href; // while the page still opens
    store.set({ reader: { shared: { link, copied: false } } });
    const copied = await (navigator.clipboard?.writeText(link).then(
      () => true,
      () => false,
    ) ?? false);
    if (store.get().reader.shared?.link === link)
      store.set({ reader: { shared: { link, copied } } });
  },
  close: () => store.set({ reader: { shared: null } }),
});
