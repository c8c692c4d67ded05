using System.Text.Json;
using Mediation.EventStore;
using Mediation.Reporting.Storage;
using Mediation.ServiceDefaults;
using Npgsql;

namespace Mediation.Reporting.Sheets;

/// <summary>A closed sheet as it was frozen.</summary>
/// <param name="Id">The closing.</param>
/// <param name="Revision">1 for the first.</param>
/// <param name="Content">The sheet's JSON, byte for byte.</param>
internal sealed record ClosedSheet(Guid Id, int Revision, byte[] Content)
{
    internal Sheet Sheet => JsonSerializer.Deserialize<Sheet>(Content, ServiceJson.Options)!;
}

/// <summary>Finds what was closed, and who has not closed yet.</summary>
internal static class ClosedSheets
{
    private const string Missing =
        """
        select distinct on (a.code) a.code, a.name from code_lists a
         where a.list = $1 and length(a.code) = $2 and a.code ~>=~ $3 and a.code ~<~ $4 and a.valid_from <= $5 and a.valid_to >= $5
           and not exists (select from mt_doc_sheet_closing c where c.sheet = $6 and c.area_code = a.code and c.month = $7)
         order by a.code, a.valid_from desc
        """;

    private const string Closed =
        """
        select f.subject, f.revision, f.content
          from mt_doc_sheet_closing c join frozen f on f.subject = c.id and f.revision = (c.data ->> 'revision')::int
         where c.sheet = $1 and c.area_code >= $2 and c.area_code < $3 and length(c.area_code) = $4 and c.month = $5
        """;

    private const int VillageDigits = 12;

    /// <summary>The newest revision; null when it is not closed, or not the caller's to see.</summary>
    internal static async Task<ClosedSheet?> FindAsync(StoreReader caller, SheetQuery query, CancellationToken cancellation)
    {
        var closing = await caller.FetchForWritingAsync<SheetClosing>(query.ClosingId, cancellation);
        return closing.Exists ? await FindAsync(caller, closing.Id, closing.State.Revision, cancellation) : null;
    }

    internal static async Task<ClosedSheet?> FindAsync(StoreReader caller, Guid id, int revision, CancellationToken cancellation) =>
        await Frozen.ReadAsync(caller, id, revision, cancellation) is { } content ? new ClosedSheet(id, revision, content) : null;

    /// <summary>The sheet of the month before in its newest revision; null where there is none.</summary>
    /// <remarks>None in January: of another year there is nothing to go on from.</remarks>
    /// <param name="connection">Inside a transaction, as the caller.</param>
    /// <param name="query">Which sheet.</param>
    /// <param name="cancellation">Stops it.</param>
    internal static async Task<Sheet?> BeforeAsync(NpgsqlConnection connection, SheetQuery query, CancellationToken cancellation)
    {
        var before = query with { Month = query.Month.AddMonths(-1) };
        return query.Month.Month == 1 ? null : (await ReadAsync(connection, before, query.Area.Value.Length, cancellation)).FirstOrDefault();
    }

    /// <summary>Sheets that the areas one level down have closed, each in its newest revision.</summary>
    /// <inheritdoc cref="BeforeAsync" path="/param"/>
    internal static async Task<IReadOnlyList<Sheet>> BelowAsync(
        NpgsqlConnection connection, SheetQuery query, CancellationToken cancellation) =>
        query.Area.Value.Length >= VillageDigits ? [] : await ReadAsync(connection, query, query.Area.ChildLength, cancellation);

    /// <summary>Areas one level down, valid on the month's last day, that have not closed theirs; grids close none.</summary>
    /// <param name="connection">As the service: the areas below one that the caller may see are the caller's, too.</param>
    /// <param name="query">Which sheet.</param>
    /// <param name="cancellation">Stops it.</param>
    internal static async Task<IReadOnlyList<OpenArea>> MissingAsync(
        NpgsqlConnection connection, SheetQuery query, CancellationToken cancellation)
    {
        if (query.Area.Value.Length >= VillageDigits)
        {
            return [];
        }

        await using var command = new NpgsqlCommand(Missing, connection);
        command.Parameters.AddRange(new NpgsqlParameter[]
        {
            new() { Value = ReportingService.Areas }, new() { Value = query.Area.ChildLength }, new() { Value = query.Area.Value },
            new() { Value = $"{query.Area.Value}:" }, new() { Value = query.LastDay }, new() { Value = query.Sheet }, new() { Value = query.MonthText },
        });
        var areas = new List<OpenArea>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            areas.Add(new OpenArea(reader.GetString(0), reader.GetString(1)));
        }

        return areas;
    }

    private static async Task<IReadOnlyList<Sheet>> ReadAsync(
        NpgsqlConnection connection, SheetQuery query, int digits, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Closed, connection)
        {
            Parameters =
            {
                new NpgsqlParameter<string> { TypedValue = query.Sheet }, new NpgsqlParameter<string> { TypedValue = query.Area.Value },
                new NpgsqlParameter<string> { TypedValue = $"{query.Area.Value}:" }, new NpgsqlParameter<int> { TypedValue = digits },
                new NpgsqlParameter<string> { TypedValue = query.MonthText },
            },
        };
        var sheets = new List<Sheet>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            sheets.Add(new ClosedSheet(reader.GetGuid(0), reader.GetInt32(1), reader.GetFieldValue<byte[]>(2)).Sheet);
        }

        return sheets;
    }
}

/// <summary>An area that has not closed its sheet.</summary>
internal sealed record OpenArea(string Area, string Name);
