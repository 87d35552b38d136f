export { default } from './RoomScreen.svelte';
