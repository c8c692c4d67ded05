using System.Text.Json;
using System.Text.Json.Nodes;
using Mediation.Gateway.Routes;

namespace Mediation.Gateway.OpenApi;

/// <summary>Fetches the services' documents when asked, and keeps the merged one for a while.</summary>
internal sealed class OpenApiMerger(RouteSource source, HttpClient http, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan _fresh = TimeSpan.FromSeconds(30);
    // Who was away when it was asked is asked again sooner, but not by every reader of an open page.
    private static readonly TimeSpan _incomplete = TimeSpan.FromSeconds(2);
    private readonly SemaphoreSlim _gate = new(1);
    private (long At, JsonObject Document)? _last;

    public async Task<JsonObject> DocumentAsync(CancellationToken stop)
    {
        await _gate.WaitAsync(stop);
        try
        {
            if (_last is not { } last || clock.GetElapsedTime(last.At) > (OpenApiMerge.IsComplete(last.Document) ? _fresh : _incomplete))
            {
                _last = (clock.GetTimestamp(), await MergeAsync());
            }

            return _last.Value.Document;
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();

    private async Task<JsonObject> MergeAsync()
    {
        var merge = new OpenApiMerge(source.Routes);
        var fetched = await Task.WhenAll(source.Addresses().Select(async address => (address, document: await FetchAsync(address))));
        foreach (var (address, document) in fetched)
        {
            if (document is null)
            {
                merge.Missing(address);
            }
            else
            {
                merge.Add(address, document);
            }
        }

        return merge.Result();
    }

    private async Task<JsonObject?> FetchAsync(string address)
    {
        try
        {
            return JsonNode.Parse(await http.GetStringAsync(new Uri(address + "/openapi/v1.json"))) as JsonObject;
        }
        catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException or JsonException)
        {
            return null;
        }
    }
}
