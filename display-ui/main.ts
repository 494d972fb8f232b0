import { createApp } from 'vue';
import '../ui-kit/fonts/fonts.css';
import '../ui-kit/tokens.css';
import './screen.css';
import App from './app.vue';

createApp(App).mount('#app');
