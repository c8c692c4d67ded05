using System.Text.Json;
using Mediation.EventStore;
using Npgsql;

namespace Mediation.ServiceDefaults;

/// <summary>What a command was answered when it was carried out.</summary>
/// <param name="Version">Of its stream, after it.</param>
/// <param name="Body">The answer's body.</param>
public sealed record EarlierAnswer(long Version, JsonElement Body);

/// <summary>Finds answers of the caller's own earlier commands; those of others have other ids, whatever their keys.</summary>
public static class EarlierAnswers
{
    /// <summary>The answer under an Idempotency-Key of this caller; null when no command under it changed anything.</summary>
    /// <param name="http">Whose key.</param>
    /// <param name="reader">The caller's reader.</param>
    /// <param name="key">The key.</param>
    public static Task<EarlierAnswer?> FindAsync(HttpContext http, StoreReader reader, Guid key)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(reader);
        return reader.ReadAsync(
            "select answer from mt_commands where id = $1",
            [new NpgsqlParameter<Guid> { TypedValue = CommandRequest.CommandOf(Caller.Of(http).Actor, key) }],
            async rows =>
            {
                if (!await rows.ReadAsync(http.RequestAborted) || await rows.IsDBNullAsync(0, http.RequestAborted))
                {
                    return null;
                }

                var stored = JsonSerializer.Deserialize<StoredReply>(rows.GetFieldValue<byte[]>(0), ServiceJson.Options)!;
                return new EarlierAnswer(stored.Version, stored.Body);
            },
            http.RequestAborted);
    }
}
