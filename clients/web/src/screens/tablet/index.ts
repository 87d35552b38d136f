// The tablet on a table, as a screen that App loads by address; see App.svelte.
export { default } from './Tablet.svelte';
