using Mediation.Reporting.Cells;
using Mediation.Reporting.Storage;
using Npgsql;

namespace Mediation.Reporting.Rebuilding;

/// <summary>Subjects after one and up to another.</summary>
internal readonly record struct Stretch(Guid Above, Guid UpTo);

/// <summary>Derives rows, and then adds up those that are there and those that differ from them; the latter only it sees.</summary>
internal sealed class RebuildWorker(NpgsqlConnection connection)
{
    private readonly HashSet<Grain> _differing = [];
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>Cells that it added up before, of which nothing is wanted any more.</summary>
    internal FoldedCells? Cells { get; set; }

    internal bool Is(NpgsqlConnection other) => connection == other;

    /// <summary>Whether it has rows that differ from those that are there.</summary>
    internal bool Has(Grain differing) => _differing.Contains(differing);

    /// <summary>Derives the rows of some subjects.</summary>
    /// <returns>How many subjects there are, and the grains of which some rows differ.</returns>
    internal async Task<(long Subjects, IReadOnlyList<Grain> Differing)> DeriveAsync(Stretch stretch, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand("select subjects, differing from derive_share($1, $2)", connection) { CommandTimeout = 0 };
        command.Parameters.Add(new() { Value = stretch.Above });
        command.Parameters.Add(new() { Value = stretch.UpTo });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        var differing = reader.GetFieldValue<string[]>(1);
        return (reader.GetInt64(0), [.. Grain.All.Where(grain => differing.Contains(grain.Name))]);
    }

    /// <summary>Copies the rows of some subjects that differ to where they are changed.</summary>
    internal async Task CopyAsync(Grain grain, Stretch of, NpgsqlConnection to, CancellationToken cancellation)
    {
        _differing.Add(grain);
        var (staged, format) = (RebuildSql.Differing(grain), "(format binary)");
        await using var rows = await connection.BeginRawBinaryCopyAsync(
            $"copy (select * from {staged} where subject > '{of.Above}' and subject <= '{of.UpTo}') to stdout {format}", cancellation);
        await using var copies = await to.BeginRawBinaryCopyAsync($"copy {staged} from stdin {format}", cancellation);
        await rows.CopyToAsync(copies, cancellation);
    }

    /// <summary>Has rows that differ found by their days.</summary>
    internal async Task IndexAsync(CancellationToken cancellation)
    {
        foreach (var grain in _differing.Where(grain => grain.Dates.Count > 0))
        {
            await connection.ExecuteAsync(RebuildSql.Index(grain), cancellation);
        }
    }

    /// <summary>Uses what it sees, when nobody else does.</summary>
    internal async Task UseAsync(Func<NpgsqlConnection, Task> use, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            await use(connection);
        }
        finally
        {
            _turn.Release();
        }
    }
}
