export { default } from './Hall.svelte';
