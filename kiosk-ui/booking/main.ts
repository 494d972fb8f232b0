import App from './app.vue';
import { mountPhone } from './mount.ts';

mountPhone(App);
