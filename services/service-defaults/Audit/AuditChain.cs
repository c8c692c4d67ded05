using Npgsql;

namespace Mediation.ServiceDefaults;

/// <summary>Walks the trail from its first entry and computes every link anew.</summary>
internal sealed class AuditChain(NpgsqlDataSource database)
{
    private const int PageSize = 5000;

    private long _sequence;
    private byte[] _hash = new byte[32];

    /// <summary>How many entries were found good, and the number of the first that is not; null when all are.</summary>
    /// <param name="remembered">A head that was seen earlier: the trail must still hold it, or its end was cut off.</param>
    /// <param name="cancellation">Stops it.</param>
    internal async Task<AuditVerdict> VerifyAsync(AuditHead? remembered, CancellationToken cancellation = default)
    {
        var found = remembered is null or { Sequence: 0 };
        while (true)
        {
            var page = await AuditRows.ReadAsync(database, "seq > $1", [_sequence], PageSize, cancellation);
            foreach (var row in page)
            {
                if (row.Sequence != _sequence + 1 || !row.PreviousHash.AsSpan().SequenceEqual(_hash)
                    || !row.Hash.AsSpan().SequenceEqual(row.Entry.Hash(_hash, row.Sequence)))
                {
                    return new AuditVerdict(_sequence, new AuditHead(_sequence, _hash), _sequence + 1);
                }

                (_sequence, _hash) = (row.Sequence, row.Hash);
                found |= remembered?.Sequence == _sequence && remembered.Hash.AsSpan().SequenceEqual(_hash);
            }

            if (page.Count < PageSize)
            {
                var firstMissing = Math.Min(_sequence + 1, remembered?.Sequence ?? long.MaxValue);
                return new AuditVerdict(_sequence, new AuditHead(_sequence, _hash), found ? null : firstMissing);
            }
        }
    }
}

/// <param name="Entries">Good ones, from the first on.</param>
/// <param name="Head">The last of them.</param>
/// <param name="Broken">Where the chain breaks; null when it does not.</param>
internal sealed record AuditVerdict(long Entries, AuditHead Head, long? Broken);

/// <summary>The last entry of a trail. Kept elsewhere, it shows later that nothing before it was changed or cut off.</summary>
/// <param name="Sequence">0 while there is none.</param>
/// <param name="Hash">32 bytes.</param>
internal sealed record AuditHead(long Sequence, byte[] Hash)
{
    /// <summary>The form in which it is kept: <c>17:9f86…</c>.</summary>
    public override string ToString() => $"{Sequence}:{Convert.ToHexStringLower(Hash)}";

    /// <exception cref="FormatException">It is not of that form.</exception>
    internal static AuditHead Parse(string text) =>
        text.Split(':') is [var sequence, var hash] ? new AuditHead(long.Parse(sequence, null), Convert.FromHexString(hash)) : throw new FormatException(text);
}
