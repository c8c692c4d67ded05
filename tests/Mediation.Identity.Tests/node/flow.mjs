// Usage: node flow.mjs <what>, where <what> is JSON: issuer, user, password, web, redirect, machine, secret.
// Discovery, code with PKCE through the sign-in form, refresh, revocation, client credentials; each by openid-client. Prints JSON.
import { webcrypto } from 'node:crypto';

globalThis.crypto ??= webcrypto; // Node 18 has it only as a module.
globalThis.CryptoKey ??= webcrypto.CryptoKey;
const client = await import('openid-client');

const given = JSON.parse(process.argv[2]);
const loopback = { execute: [client.allowInsecureRequests] };
const web = await client.discovery(new URL(given.issuer), given.web, undefined, client.None(), loopback);

const verifier = client.randomPKCECodeVerifier();
const state = client.randomState();
const nonce = client.randomNonce();
const start = client.buildAuthorizationUrl(web, {
  redirect_uri: given.redirect,
  scope: 'openid offline_access mediation',
  code_challenge: await client.calculatePKCECodeChallenge(verifier),
  code_challenge_method: 'S256',
  state,
  nonce,
});
const callback = await signIn(start);
const tokens = await client.authorizationCodeGrant(web, callback, {
  pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce, idTokenExpected: true,
});
const refreshed = await client.refreshTokenGrant(web, tokens.refresh_token);
const info = await client.fetchUserInfo(web, refreshed.access_token, tokens.claims().sub);
await client.tokenRevocation(web, refreshed.refresh_token, { token_type_hint: 'refresh_token' });
const afterRevocation = await client.refreshTokenGrant(web, refreshed.refresh_token).then(() => 'served', (e) => e.error);

const machine = await client.discovery(new URL(given.issuer), given.machine, undefined, client.ClientSecretPost(given.secret), loopback);
const machines = await client.clientCredentialsGrant(machine, { scope: 'reporting' });
const basic = await client.discovery(new URL(given.issuer), given.machine, undefined, client.ClientSecretBasic(given.secret), loopback);
const basics = await client.clientCredentialsGrant(basic, { scope: 'reporting' });

console.log(JSON.stringify({
  sub: tokens.claims().sub, info: info.sub, access: refreshed.access_token, rotated: refreshed.refresh_token !== tokens.refresh_token,
  afterRevocation, machine: machines.access_token, basic: basics.access_token,
}));

// What a person does in a browser, cookies included.
async function signIn(url) {
  const jar = new Map();
  const visit = async (to, init = {}) => {
    const response = await fetch(to, { ...init, redirect: 'manual', headers: { ...init.headers, cookie: [...jar].map((c) => c.join('=')).join('; ') } });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie);
      jar.set(name, value);
    }
    return response;
  };
  const next = (response, from) => new URL(response.headers.get('location'), from);
  const page = next(await visit(url), url);
  const form = await (await visit(page)).text();
  const [, action] = /<form method="post" action="([^"]*)"/.exec(form);
  const [, token] = /name="form" value="([^"]*)"/.exec(form);
  const body = new URLSearchParams({ form: token, name: given.user, password: given.password });
  const posted = new URL(action.replaceAll('&amp;', '&'), page);
  const between = next(await visit(posted, { method: 'POST', body }), posted);
  const [, onwards] = /http-equiv="refresh" content="0;url=([^"]*)"/.exec(await (await visit(between)).text());
  const again = new URL(onwards.replaceAll('&amp;', '&'), between);
  return next(await visit(again), again);
}
