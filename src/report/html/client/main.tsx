import { render } from 'preact';
import type { PageData } from '../page-data.js';
import { App } from './app.js';

const root = document.getElementById('app');
const data = document.getElementById('data');
if (root && data) render(<App data={JSON.parse(data.textContent ?? '') as PageData} />, root);
