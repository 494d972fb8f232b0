import { createApp } from 'vue';
import '../../ui-kit/tokens.css';
import './phone.css';
import App from './app.vue';

// No web font: a megabyte on a slow link costs more than a phone's own letters.
createApp(App).mount('#app');
