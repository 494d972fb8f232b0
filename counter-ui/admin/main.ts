import { createApp } from 'vue';
import '../../ui-kit/tokens.css';
import '../../ui-kit/fonts/fonts.css';
import '../staff.css';
import './admin.css';
import App from './app.vue';

createApp(App).mount('#app');
