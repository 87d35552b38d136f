// The sheet to print, as a screen that App loads by address; see App.svelte.
export { default } from './Sheet.svelte';
