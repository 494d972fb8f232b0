import { createApp } from 'vue';
import '../ui-kit/fonts/fonts.css';
import '../ui-kit/tokens.css';
import './kiosk.css';
import App from './app.vue';

// A finger leaves no focus ring behind; `detail` is 0 for a key or a switch, whose user needs the ring.
window.addEventListener('click', (event) => {
  if (event.detail > 0 && document.activeElement instanceof HTMLButtonElement) document.activeElement.blur();
});

createApp(App).mount('#app');
