// @ts-check
/** A style sheet that is fetched with the part of the page that it dresses. */
import { el } from '../platform/dom.js';

/** Resolves once it is there, or cannot be had. @param {string} name   of a file of static/css */
export const styled = (name) =>
  new Promise((resolve) => {
    const sheet = el('link', {
      attrs: { rel: 'stylesheet', href: new URL(`../../css/${name}`, import.meta.url).href },
      on: { load: resolve, error: resolve },
    });
    document.head.append(sheet);
  });
