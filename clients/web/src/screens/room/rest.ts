// What a phone needs soon after its first view, in one go: writing, typing words, the board, speaking for somebody, the
// own table and with whom to sit, helping others, talks of a form of their own, dots, and what the thumb zone has to
// say in all of those.
export { default as BoardColumns } from '../../parts/BoardColumns.svelte';
export { newestBallot } from '../../parts/dots.ts';
export { default as HelpingDoor } from '../cockpit/HelpingDoor.svelte';
export { default as AskedToSit } from './AskedToSit.svelte';
export { default as AtTable } from './AtTable.svelte';
export { default as DotsHere } from './DotsHere.svelte';
export { default as FormHere } from './FormHere.svelte';
export { default as HeldCards } from './HeldCards.svelte';
export { default as SayBox } from './SayBox.svelte';
export { default as SpeakFor } from './SpeakFor.svelte';
export { default as WriteSheet } from './WriteSheet.svelte';
export { hereNow } from './round_here.ts';
