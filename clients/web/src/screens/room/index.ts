// A resident in a room, as a screen that App loads by address; see App.svelte.
export { default } from './RoomScreen.svelte';
