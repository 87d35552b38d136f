export { default } from './Cockpit.svelte';
