using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Mediation.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Mediation.Intake.Tests.Service;

/// <summary>Others than the fixture's usual caller, and what is left of a text in the service.</summary>
internal static class Outsiders
{
    /// <summary>Sends no token.</summary>
    internal static HttpClient Anyone(this IntakeFixture intake) => new() { BaseAddress = intake.Client.BaseAddress };

    internal static HttpClient As(this IntakeFixture intake, string role, Guid[] units, params string[] areas)
    {
        var client = intake.Anyone();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", TestIssuer.Token($"{intake.NewId()}", [role], units, areas));
        return client;
    }

    internal static string NewPhone() => $"139{RandomNumberGenerator.GetInt32(10_000_000, 100_000_000)}";

    internal static object[] PartiesWith(string phone, string idNumber = "11010519491231002X") =>
    [
        new { side = "A", kind = "person", name = "张三", phone, idNumber, address = "老城社区三组5号" },
        new { side = "B", kind = "person", name = "李四" },
    ];

    /// <summary>Tables that hold a text, in plain or as the bytes of an answer.</summary>
    internal static async Task<IReadOnlyList<string>> TablesWithAsync(this IntakeFixture intake, params string[] texts)
    {
        var database = intake.Service.Store.Database;
        var tables = new List<string>();
        await using (var names = database.CreateCommand("select tablename from pg_tables where schemaname = 'public'"))
        await using (var reader = await names.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
            {
                tables.Add(reader.GetString(0));
            }
        }

        tables.Count.ShouldBeGreaterThan(8);
        var needles = texts.Concat(texts.Select(t => Convert.ToHexStringLower(Encoding.UTF8.GetBytes(t)))).ToArray();
        var found = new List<string>();
        foreach (var table in tables)
        {
            await using var command = database.CreateCommand($"select exists (select from {table} t, unnest($1::text[]) n where strpos(lower(t::text), lower(n)) > 0)");
            command.Parameters.AddWithValue(needles);
            if ((bool)(await command.ExecuteScalarAsync())!)
            {
                found.Add(table);
            }
        }

        return found;
    }
}

/// <summary>Every log line of a service and every span of its own, from now on.</summary>
internal sealed class Overheard : ILoggerProvider
{
    private readonly ConcurrentQueue<string> _lines = [];
    private readonly ActivityListener _spans;

    internal Overheard(IntakeFixture intake)
    {
        _spans = new ActivityListener
        {
            // Not what the test's own client says of itself.
            ShouldListenTo = source => source.Name != "System.Net.Http",
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span => _lines.Enqueue($"{span.Source.Name} {span.DisplayName} {string.Join(' ', span.TagObjects.Concat(span.Events.SelectMany(e => e.Tags)))}"),
        };
        ActivitySource.AddActivityListener(_spans);
        intake.Service.App.Services.GetRequiredService<ILoggerFactory>().AddProvider(this);
    }

    internal IReadOnlyList<string> Lines => [.. _lines];

    public ILogger CreateLogger(string categoryName) => new Line(this);

    public void Dispose() => _spans.Dispose();

    private sealed class Line(Overheard all) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            all._lines.Enqueue($"{formatter(state, exception)} {exception}");
    }
}
