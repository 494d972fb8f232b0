import { mountPhone } from '../mount.ts';
import ComplainApp from './complain-app.vue';

mountPhone(ComplainApp);
