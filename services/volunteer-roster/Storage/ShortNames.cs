using Mediation.Contracts;
using Mediation.EventStore;
using Npgsql;

namespace Mediation.Roster.Storage;

/// <summary>Which short names are in use; two of one county would give the same case numbers.</summary>
internal static class ShortNames
{
    private const int CountyDigits = 6;

    internal const string Index = "create index if not exists mt_doc_committee_short_name on mt_doc_committee ((data->>'shortName'));";

    // Any number that no other lock of this database has as its first half.
    private const int LockSpace = 1001;

    /// <summary>Whether another committee has it. Waits for registrations of the same name, so that two cannot both find it free.</summary>
    internal static async Task<bool> IsTakenAsync(
        StoreTransaction transaction, string shortName, AreaCode area, CancellationToken cancellation)
    {
        await using (var wait = new NpgsqlCommand("select pg_advisory_xact_lock($1, hashtext($2))", transaction.Connection))
        {
            wait.Parameters.Add(new NpgsqlParameter<int> { TypedValue = LockSpace });
            wait.Parameters.Add(new NpgsqlParameter<string> { TypedValue = shortName });
            await wait.ExecuteNonQueryAsync(cancellation);
        }

        // A committee of a city or province meets those of each county in it.
        await using var command = new NpgsqlCommand(
            """
            select exists (select 1 from mt_doc_committee
             where data->>'shortName' = $1
               and (starts_with(left(data->>'areaCode', $3), $2) or starts_with($2, left(data->>'areaCode', $3))))
            """, transaction.Connection);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = shortName });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = area.Value[..Math.Min(CountyDigits, area.Value.Length)] });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = CountyDigits });
        return (bool)(await command.ExecuteScalarAsync(cancellation))!;
    }
}
