// The cockpit for who leads, as a screen that App loads by address; see App.svelte.
export { default } from './Cockpit.svelte';
