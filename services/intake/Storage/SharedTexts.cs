using Mediation.EventStore;
using Npgsql;

namespace Mediation.Intake.Storage;

/// <summary>Which others have a text in common with a dispute, by the keyed hashes of the vault: nothing is opened for it.</summary>
internal static class SharedTexts
{
    // Each hash is looked up by the index on hashes; both sides are behind row-level security.
    private const string Sql =
        """
        select other.subject_id, other.field from vault_hashes own join vault_hashes other on other.hash = own.hash
         where own.subject_id = $1 and other.subject_id <> $1 group by 1, 2 order by 1 desc limit $2
        """;

    /// <returns>The fields in common, per other subject.</returns>
    internal static Task<IReadOnlyDictionary<Guid, IReadOnlyCollection<string>>> OfAsync(
        StoreReader store, Guid subject, int limit, CancellationToken cancellation) =>
        store.ReadAsync<IReadOnlyDictionary<Guid, IReadOnlyCollection<string>>>(
            Sql, [new NpgsqlParameter<Guid> { TypedValue = subject }, new NpgsqlParameter<int> { TypedValue = limit }],
            async rows =>
            {
                var found = new List<(Guid Subject, string Field)>();
                while (await rows.ReadAsync(cancellation))
                {
                    found.Add((rows.GetGuid(0), rows.GetString(1)));
                }

                return found.GroupBy(f => f.Subject).ToDictionary(g => g.Key, g => (IReadOnlyCollection<string>)[.. g.Select(f => f.Field)]);
            },
            cancellation);
}
