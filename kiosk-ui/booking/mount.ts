import { createApp } from 'vue';
import type { Component } from 'vue';
import '../../ui-kit/tokens.css';
import './phone.css';

/** Puts a phone page on its place. No web font: a megabyte on a slow link costs more than a phone's own letters. */
export const mountPhone = (page: Component): void => {
  // A finger leaves no focus ring behind; `detail` is 0 for a key or a switch, whose user needs the ring.
  window.addEventListener('click', (event) => {
    if (event.detail > 0 && document.activeElement instanceof HTMLButtonElement) document.activeElement.blur();
  });
  if (new URLSearchParams(location.search).get('large') !== null) document.documentElement.classList.add('large');
  createApp(page).mount('#app');
};
