// The hall screen, as a screen that App loads by address; see App.svelte.
export { default } from './Hall.svelte';
