// What a phone needs soon after its first view, in one go: writing, speaking for somebody, and what a round has to say.
export { default as SpeakFor } from './SpeakFor.svelte';
export { default as WriteSheet } from './WriteSheet.svelte';
export { roundHere } from './round_here.ts';
