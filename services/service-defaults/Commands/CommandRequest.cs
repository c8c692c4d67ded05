using System.Diagnostics;
using System.Security.Cryptography;
using Mediation.EventStore;

namespace Mediation.ServiceDefaults;

/// <summary>What a request says beside its body: which command it is, what version it expects, who acts.</summary>
internal sealed record CommandRequest(Guid CommandId, string? BodyHash, long? ExpectedVersion, bool Minimal, EventHeaders Headers)
{
    private const string HashItem = "Mediation.BodyHash";

    private static readonly Refusal BadKey = new("idempotencyKey.invalid", "Idempotency-Key 应为 UUID", "Idempotency-Key must be a UUID") { Status = 400 };
    private static readonly Refusal BadVersion = new("ifMatch.invalid", "If-Match 应为 ETag 的值", "If-Match must be an ETag's value") { Status = 400 };
    private static readonly Refusal NoVersion = new("ifMatch.required", "修改已有内容须带 If-Match", "Changing what exists needs If-Match") { Status = 428 };

    internal static (CommandRequest?, Refusal?) Read(HttpContext http, bool ifMatch, DateTimeOffset now)
    {
        var actor = Caller.Of(http).Actor;
        var id = Guid.CreateVersion7(now);
        if (http.Request.Headers["Idempotency-Key"] is [var text])
        {
            if (!Guid.TryParse(text, out var key) || key == Guid.Empty)
            {
                return (null, BadKey);
            }

            id = CommandOf(actor, key);
        }

        long? expected = null;
        if (http.Request.Headers.IfMatch is [{ } tag])
        {
            if (!long.TryParse(tag.Trim().TrimStart('W', '/').Trim('"'), out var version))
            {
                return (null, BadVersion);
            }

            expected = version;
        }

        if (ifMatch && expected is null)
        {
            return (null, NoVersion);
        }

        var minimal = http.Request.Headers["Prefer"].Contains("return=minimal");
        var headers = new EventHeaders(actor, Activity.Current?.Id);
        return (new CommandRequest(id, http.Items[HashItem] as string, expected, minimal, headers), null);
    }

    // A key is its caller's own: nobody is given another's answer, and nobody can use up another's keys.
    internal static Guid CommandOf(string actor, Guid key) =>
        new(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"{actor}|{key:N}")).AsSpan(0, 16));

    /// <summary>For a body that the shell cannot hash: see <see cref="CommandShell.BodyIs"/>.</summary>
    internal static void SetHash(HttpContext http, string hash) => http.Items[HashItem] = hash;

    /// <summary>Hashes the body of a keyed request, so that a key used again for something else is noticed.</summary>
    internal static async Task HashBodyAsync(HttpContext http, RequestDelegate next)
    {
        if (HttpMethods.IsPost(http.Request.Method) && http.Request.Headers.ContainsKey("Idempotency-Key") && http.Request.HasJsonContentType())
        {
            var body = new MemoryStream((int)Math.Clamp(http.Request.ContentLength ?? 1024, 0, 64 * 1024));
            await http.Request.Body.CopyToAsync(body, http.RequestAborted);
            var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            hash.AppendData(System.Text.Encoding.UTF8.GetBytes(http.Request.Path));
            hash.AppendData(body.GetBuffer().AsSpan(0, (int)body.Length));
            http.Items[HashItem] = Convert.ToHexString(hash.GetHashAndReset());
            body.Position = 0;
            http.Request.Body = body;
        }

        await next(http);
    }
}
