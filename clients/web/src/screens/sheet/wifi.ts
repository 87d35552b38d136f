// The text inside a wifi QR, as phones read it: WIFI:T:WPA;S:name;P:password;; The signs \ ; , : and " are escaped.
// Pure; the sheet calls it. Name and password stay in the browser of who prints.
export interface Wifi {
  name: string;
  password: string;
}

export function wifiCode(wifi: Wifi): string | null {
  if (wifi.name.trim() === '') return null;
  const name = escaped(wifi.name.trim());
  return wifi.password === '' ? `WIFI:T:nopass;S:${name};;` : `WIFI:T:WPA;S:${name};P:${escaped(wifi.password)};;`;
}

function escaped(text: string): string {
  return text.replace(/[\\;,:"]/g, (sign) => `\\${sign}`);
}
