import { mountPhone } from '../mount.ts';
import BookApp from './book-app.vue';

mountPhone(BookApp);
