// All that the bundle holds.
export { guardOutput, main } from './main.js';
export const openWorker = async () => (await import('../run/worker.js')).default;
