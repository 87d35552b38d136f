// The office of the library, as a screen that App loads by address; see App.svelte.
export { default } from './Office.svelte';
