// A province's own sign-on: an issuer with other names for the claims. Prints a token for each audience asked for, one JSON line, and
// goes on serving its keys until its standard input ends.
import { createServer } from 'node:http';
import { generateKeyPairSync } from 'node:crypto';
import Provider from 'oidc-provider';

// Its advice for production goes to standard output otherwise.
console.info = console.warn = console.error;
const audiences = process.argv.slice(2);
const server = createServer();
await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
const issuer = `http://127.0.0.1:${server.address().port}`;
const key = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' });
const secret = 'a secret of this run only';
const provider = new Provider(issuer, {
  clients: [{
    client_id: 'cadre', client_secret: secret, grant_types: ['client_credentials'], redirect_uris: [], response_types: [],
    token_endpoint_auth_method: 'client_secret_post', id_token_signed_response_alg: 'ES256',
  }],
  jwks: { keys: [{ ...key, use: 'sig', alg: 'ES256', kid: 'province' }] },
  features: {
    clientCredentials: { enabled: true },
    devInteractions: { enabled: false },
    resourceIndicators: {
      enabled: true,
      getResourceServerInfo: (_, resource) => ({
        scope: '', audience: resource.split('/').pop(), accessTokenFormat: 'jwt', accessTokenTTL: 600, jwt: { sign: { alg: 'ES256' } },
      }),
    },
  },
  extraTokenClaims: () => ({ rolle: ['judicialOfficer'], bezirk: ['61'] }),
});
server.on('request', provider.callback());

const tokens = {};
for (const audience of audiences) {
  const body = new URLSearchParams({ grant_type: 'client_credentials', client_id: 'cadre', client_secret: secret, resource: `https://suite.example/${audience}` });
  const answer = await (await fetch(`${issuer}/token`, { method: 'POST', body })).json();
  if (!answer.access_token) throw new Error(JSON.stringify(answer));
  tokens[audience] = answer.access_token;
}

console.log(JSON.stringify({ issuer, tokens }));
process.stdin.resume();
process.stdin.on('end', () => process.exit(0));
