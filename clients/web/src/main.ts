// The first module of every page: puts the app on the page. Everything heavy is loaded by App, per screen.
import { mount } from 'svelte';
import './styles/tokens.css';
import './styles/base.css';
import App from './App.svelte';

const place = document.getElementById('app');
if (place) mount(App, { target: place });
