// The first page, where a code is typed, as a screen that App loads by address; see App.svelte.
export { default } from './Start.svelte';
