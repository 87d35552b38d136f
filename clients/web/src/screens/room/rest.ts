// What a phone needs soon after its first view, in one go: writing, speaking for somebody, the own table, talks of a
// form of their own, and what the thumb zone has to say in a round, at tables and in those.
export { default as AtTable } from './AtTable.svelte';
export { default as FormHere } from './FormHere.svelte';
export { default as SpeakFor } from './SpeakFor.svelte';
export { default as WriteSheet } from './WriteSheet.svelte';
export { hereNow } from './round_here.ts';
