using System.Text.Json;

namespace Mediation.ServiceDefaults;

/// <summary>A reply as kept with its command: a repeat under the same key gets the same one.</summary>
internal sealed record StoredReply(int Status, string? Location, long Version, string? BodyHash, JsonElement Body)
{
    private static readonly Refusal Reused =
        new("idempotencyKey.reused", "该幂等键已用于其他请求", "This Idempotency-Key was used for another request") { Status = 422 };

    internal static byte[] Write(Reply reply, long version, string? bodyHash) => JsonSerializer.SerializeToUtf8Bytes(
        new StoredReply(reply.Status, reply.Location, version, bodyHash, JsonSerializer.SerializeToElement(reply.Body, ServiceJson.Options)),
        ServiceJson.Options);

    internal static IResult ToResult(HttpContext http, byte[]? answer, CommandRequest request)
    {
        var stored = JsonSerializer.Deserialize<StoredReply>(answer, ServiceJson.Options)!;
        if (stored.BodyHash is not null && request.BodyHash is not null && stored.BodyHash != request.BodyHash)
        {
            return Problem.From(http, Reused);
        }

        if (stored.Version > 0)
        {
            http.Response.Headers.ETag = $"\"{stored.Version}\"";
        }

        if (stored.Location is not null)
        {
            http.Response.Headers.Location = stored.Location;
        }

        if (request.Minimal)
        {
            http.Response.Headers["Preference-Applied"] = "return=minimal";
            return Results.StatusCode(stored.Status == StatusCodes.Status200OK ? StatusCodes.Status204NoContent : stored.Status);
        }

        return Results.Json(stored.Body, ServiceJson.Options, statusCode: stored.Status);
    }
}
