using System.Security.Cryptography;
using Mediation.EventStore;
using Npgsql;

namespace Mediation.Reporting.Storage;

/// <summary>What was published or closed, byte for byte and for ever: the application's role can add to it and change nothing.</summary>
internal static class Frozen
{
    internal const string Table = "frozen";

    internal const string Schema =
        """
        create table if not exists frozen (
            subject   uuid not null,
            revision  int  not null,
            area      text collate "C" not null,
            content   bytea not null,
            frozen_at timestamptz not null default now(),
            primary key (subject, revision)
        );
        """;

    /// <summary>By which its event knows it.</summary>
    internal static string DigestOf(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    internal static async Task WriteAsync(StoreTransaction transaction, Guid subject, int revision, string area, byte[] content, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand("insert into frozen (subject, revision, area, content) values ($1, $2, $3, $4)", transaction.Connection)
        {
            Parameters =
            {
                new NpgsqlParameter<Guid> { TypedValue = subject }, new NpgsqlParameter<int> { TypedValue = revision },
                new NpgsqlParameter<string> { TypedValue = area }, new NpgsqlParameter<byte[]> { TypedValue = content },
            },
        };
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Null when there is no such revision, or it is not the caller's to see.</summary>
    internal static Task<byte[]?> ReadAsync(StoreReader caller, Guid subject, int revision, CancellationToken cancellation) => caller.ReadAsync(
        "select content from frozen where subject = $1 and revision = $2",
        [new NpgsqlParameter<Guid> { TypedValue = subject }, new NpgsqlParameter<int> { TypedValue = revision }],
        async rows => await rows.ReadAsync(cancellation) ? rows.GetFieldValue<byte[]>(0) : null,
        cancellation);
}
