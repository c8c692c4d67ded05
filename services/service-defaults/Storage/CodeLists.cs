using System.Globalization;
using System.Text.Json;
using CsvHelper;
using Npgsql;
using NpgsqlTypes;

namespace Mediation.ServiceDefaults;

/// <summary>An entry of a code list.</summary>
/// <param name="Code">The code, unique in its list for any day.</param>
/// <param name="Name">First name column of the file.</param>
/// <param name="Columns">All columns of the row by their header.</param>
public sealed record CodeEntry(string Code, string Name, IReadOnlyDictionary<string, string> Columns);

/// <summary>Which lists a service keeps: file name without ending and without a suffix after the dash that is not part of it.</summary>
/// <param name="Names">List names, each the start of a CSV file's name.</param>
public sealed record CodeListNames(IReadOnlyList<string> Names);

/// <summary>
/// Code lists that operators load from CSV files: effective-dated, kept in the service's own database. Entries that were asked for one by one
/// are remembered until the lists are loaded again, which every instance notices within a second. Thread-safe.
/// </summary>
public sealed class CodeLists(NpgsqlDataSource database, CodeListNames names) : IDisposable
{
    /// <summary>DDL, idempotent.</summary>
    public const string Schema =
        """
        create table if not exists code_lists (
            list       text  not null,
            code       text  not null,
            name       text  not null,
            valid_from date  not null,
            valid_to   date  not null,
            columns    jsonb not null,
            primary key (list, code, valid_from)
        );
        create index if not exists code_lists_prefix on code_lists (list, code text_pattern_ops);
        create table if not exists code_list_loads (
            id       int    not null primary key,
            loadings bigint not null
        );
        """;

    private readonly RememberedCodes _known = new(database);

    /// <summary>Forgets what it remembers.</summary>
    public void Dispose() => _known.Dispose();

    /// <summary>Replaces each list that the service keeps with the rows of <c>&lt;list&gt;*.csv</c> in the folder; all lists or none.</summary>
    /// <exception cref="FileNotFoundException">A list has no file, or more than one.</exception>
    /// <exception cref="InvalidDataException">A row has no code, or a bad date.</exception>
    public async Task LoadAsync(string folder, CancellationToken cancellation = default)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        foreach (var list in names.Names)
        {
            var files = Directory.GetFiles(folder, $"{list}*.csv");
            var file = files is [var only] ? only : throw new FileNotFoundException($"Expected one {list}*.csv in the folder, found {files.Length}.");
            await using var clear = new NpgsqlCommand("delete from code_lists where list = $1", connection) { Parameters = { new() { Value = list } } };
            await clear.ExecuteNonQueryAsync(cancellation);
            await CopyAsync(connection, list, file, cancellation);
        }

        await using var count = new NpgsqlCommand(RememberedCodes.CountSql, connection);
        await count.ExecuteNonQueryAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        _known.Forget();
    }

    /// <summary>The entry valid on a day; null when there is none.</summary>
    public async Task<CodeEntry?> FindAsync(string list, string code, DateOnly on, CancellationToken cancellation = default)
    {
        var known = await _known.NowAsync(cancellation);
        return known.Find(list, code, on) ?? known.Keep(list, on, await LookUpAsync(list, code, on, cancellation));
    }

    private async Task<CodeEntry?> LookUpAsync(string list, string code, DateOnly on, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(
            "select code, name, columns from code_lists where list = $1 and code = $2 and valid_from <= $3 and $3 <= valid_to");
        command.Parameters.AddRange(new NpgsqlParameter[] { new() { Value = list }, new() { Value = code }, new() { Value = on } });
        return (await ReadAsync(command, cancellation)).FirstOrDefault();
    }

    /// <summary>All entries valid on a day whose code starts with a prefix and has a given length (0 = any), in code order.</summary>
    public async Task<IReadOnlyList<CodeEntry>> ListAsync(
        string list, DateOnly on, string prefix = "", int length = 0, CancellationToken cancellation = default)
    {
        await using var command = database.CreateCommand(
            """
            select code, name, columns from code_lists
             where list = $1 and code like $2 and ($3 = 0 or length(code) = $3) and valid_from <= $4 and $4 <= valid_to order by code
            """);
        command.Parameters.AddRange(new NpgsqlParameter[]
        {
            new() { Value = list }, new() { Value = prefix + "%" }, new() { Value = length }, new() { Value = on },
        });
        return await ReadAsync(command, cancellation);
    }

    private static async Task<List<CodeEntry>> ReadAsync(NpgsqlCommand command, CancellationToken cancellation)
    {
        var entries = new List<CodeEntry>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            var columns = JsonSerializer.Deserialize<Dictionary<string, string>>(reader.GetString(2)) ?? [];
            entries.Add(new CodeEntry(reader.GetString(0), reader.GetString(1), columns));
        }

        return entries;
    }

    private static async Task CopyAsync(NpgsqlConnection connection, string list, string file, CancellationToken cancellation)
    {
        using var text = new StreamReader(file);
        using var csv = new CsvReader(text, CultureInfo.InvariantCulture);
        await csv.ReadAsync();
        csv.ReadHeader();
        var headers = csv.HeaderRecord ?? [];
        var name = Array.FindIndex(headers, h => h.StartsWith("name", StringComparison.Ordinal));
        await using var copy = await connection.BeginBinaryImportAsync(
            "copy code_lists (list, code, name, valid_from, valid_to, columns) from stdin (format binary)", cancellation);
        while (await csv.ReadAsync())
        {
            await copy.StartRowAsync(cancellation);
            await copy.WriteAsync(list, cancellation);
            await copy.WriteAsync(Code(csv, file), cancellation);
            await copy.WriteAsync(name < 0 ? "" : csv.GetField(name) ?? "", cancellation);
            await copy.WriteAsync(Day(csv, "valid_from", DateOnly.MinValue), NpgsqlDbType.Date, cancellation);
            await copy.WriteAsync(Day(csv, "valid_to", DateOnly.MaxValue), NpgsqlDbType.Date, cancellation);
            var columns = headers.ToDictionary(h => h, h => csv.GetField(h) ?? "");
            await copy.WriteAsync(JsonSerializer.Serialize(columns, ServiceJson.Options), NpgsqlDbType.Jsonb, cancellation);
        }

        await copy.CompleteAsync(cancellation);
    }

    private static string Code(CsvReader csv, string file) => csv.GetField(0) is { Length: > 0 } code
        ? code
        : throw new InvalidDataException($"{Path.GetFileName(file)} row {csv.Context.Parser?.Row}: no code.");

    private static DateOnly Day(CsvReader csv, string column, DateOnly otherwise) =>
        !csv.TryGetField<string>(column, out var text) || string.IsNullOrEmpty(text) ? otherwise
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", out var day) ? day
        : throw new InvalidDataException($"Row {csv.Context.Parser?.Row}: {column} is not a date.");
}
