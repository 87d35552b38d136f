export { default } from './Office.svelte';
