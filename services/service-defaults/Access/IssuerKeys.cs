using System.Net;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Mediation.ServiceDefaults;

/// <summary>Fetches an issuer's keys: by its discovery document, or straight from where its key set is.</summary>
internal static class IssuerKeys
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private const int MostBytes = 1024 * 1024;

    /// <param name="address">Of the document.</param>
    /// <param name="isKeySet">It is a key set, not a discovery document.</param>
    /// <param name="copy">File that keeps the last one; null for none.</param>
    internal static ConfigurationManager<OpenIdConnectConfiguration> By(string address, bool isKeySet, string? copy)
    {
        var host = new Uri(address).Host.Trim('[', ']');
        var onThisMachine = IPAddress.TryParse(host, out var ip) ? IPAddress.IsLoopback(ip) : new Uri(address).IsLoopback;
        var asking = new HttpClient { Timeout = Patience, MaxResponseContentBufferSize = MostBytes };
        IDocumentRetriever documents = new HttpDocumentRetriever(asking) { RequireHttps = !onThisMachine };
        return new(address, isKeySet ? new KeySetRetriever() : new OpenIdConnectConfigurationRetriever(), copy is null ? documents : new KeptCopy(documents, copy))
        {
            // A key that its issuer has taken back must not go on opening doors for an hour.
            UseLastKnownGoodConfiguration = false,
            // A new key is published a quarter of an hour before it signs; a key unknown here is looked for at once.
            AutomaticRefreshInterval = TimeSpan.FromMinutes(5),
            RefreshInterval = TimeSpan.FromSeconds(10),
        };
    }

    private sealed class KeySetRetriever : IConfigurationRetriever<OpenIdConnectConfiguration>
    {
        public async Task<OpenIdConnectConfiguration> GetConfigurationAsync(string address, IDocumentRetriever retriever, CancellationToken cancel)
        {
            var found = new OpenIdConnectConfiguration { JsonWebKeySet = new JsonWebKeySet(await retriever.GetDocumentAsync(address, cancel)) };
            foreach (var key in found.JsonWebKeySet.GetSigningKeys())
            {
                found.SigningKeys.Add(key);
            }

            return found;
        }
    }

    /// <summary>
    /// Lets a service that is restarted while the issuer is away go on taking the tokens that people hold. Not for longer than such tokens
    /// can live: a key that was taken back meanwhile must not come back from a file.
    /// </summary>
    private sealed class KeptCopy(IDocumentRetriever issuer, string file) : IDocumentRetriever
    {
        private static readonly TimeSpan Longest = TimeSpan.FromMinutes(20);

        public async Task<string> GetDocumentAsync(string address, CancellationToken cancel)
        {
            try
            {
                var document = await issuer.GetDocumentAsync(address, cancel);
                await KeepAsync(document, cancel);
                return document;
            }
            catch (Exception e) when (e is IOException or HttpRequestException or TaskCanceledException && !cancel.IsCancellationRequested && IsFresh())
            {
                return await File.ReadAllTextAsync(file, cancel);
            }
        }

        private bool IsFresh() => File.Exists(file) && TimeProvider.System.GetUtcNow() - File.GetLastWriteTimeUtc(file) < Longest;

        // Under its name only when whole: several services may keep the same one.
        private async Task KeepAsync(string document, CancellationToken cancel)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            var written = $"{file}.{Environment.ProcessId}";
            await File.WriteAllTextAsync(written, document, cancel);
            File.Move(written, file, overwrite: true);
        }
    }
}
