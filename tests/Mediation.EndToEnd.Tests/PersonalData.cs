using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using Mediation.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Mediation.EndToEnd.Tests;

/// <summary>After a whole case, names, numbers and texts are in the vault's ciphertext and nowhere else.</summary>
public sealed class PersonalData(Suite suite) : IClassFixture<Suite>
{
    /// <summary>What the story's people said and are called.</summary>
    private static readonly string[] Markers =
        ["张守田", "李树根", "13900001111", "11010519491231002X", "二组12号", "薛家湾村二组", "三十年", "何建民", "13812345678", "私下", "移回围墙", "张德厚", "不是我"];

    [Fact]
    public async Task no_table_no_message_no_log_and_no_span_holds_any()
    {
        using var heard = new Heard(suite.Hosts);
        await using var tap = await BrokerTap.StartAsync(suite.Broker);
        var story = new Story(suite.Client, suite.Caller);
        await story.SetUpAsync("私");
        var file = await story.OpenAsync();
        await story.RecordAsync(file.Id, 3, new { kind = "investigation", text = "张守田私下说愿意移回围墙" });
        await MeetAsync(story, file);
        await LookAsync(story, file);
        await story.RecordAsync(file.Id, 2, new { kind = "consent", partyId = file.Parties["B"], given = false });
        await story.MetricAsync("M04", f => f["denominator"]!.GetValue<int>().ShouldBeGreaterThan(0));

        tap.Bodies.Count.ShouldBeGreaterThan(4);
        foreach (var body in tap.Bodies)
        {
            Markers.ShouldAllBe(marker => !body.Contains(marker, StringComparison.Ordinal), body);
        }

        heard.Lines.Count.ShouldBeGreaterThan(50);
        foreach (var line in heard.Lines)
        {
            Markers.ShouldAllBe(marker => !line.Contains(marker, StringComparison.Ordinal), line);
        }

        foreach (var database in suite.Services.Select(s => s.Database).Append(suite.Accounts))
        {
            (await FindAsync(database.AdministratorConnectionString)).ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task the_search_finds_what_is_there()
    {
        await using var database = await TestDatabase.CreateAsync("search");
        await ExecuteAsync(database.AdministratorConnectionString, "create table t (a jsonb, b bytea); insert into t values ('{\"x\":\"张守田\"}', null), (null, convert_to('李树根', 'UTF8'))");
        (await FindAsync(database.AdministratorConnectionString)).ShouldBe(["t: 张守田", "t: 李树根"], ignoreOrder: true);
    }

    // A session with a relative who comes by a link, and what a side says in caucus.
    private async Task MeetAsync(Story story, OpenCase file)
    {
        var caseId = file.Id;
        var starts = TimeProvider.System.GetUtcNow().AddHours(-3);
        var session = await story.CreatedAsync($"/cases/{caseId}/sessions", new
        {
            startsAt = starts, place = "薛家湾村二组", panel = "custom", participants = new[] { new { role = "respectedRelative", name = "张德厚" } },
        });
        await story.CreatedAsync($"/sessions/{session.Id}/segments", new
        {
            mode = "caucus", side = "A", startedAt = starts, endedAt = starts.AddHours(1), presidingCapacity = "police", note = "张守田私下愿意移回围墙。",
        });
        await story.CreatedAsync($"/cases/{caseId}/relatives", new { partyId = file.Parties["A"], name = "张守田", kinship = "本人" });
        await story.OkAsync($"/sessions/{session.Id}/conflict-check", new { });
        await story.OkAsync($"/sessions/{session.Id}/consents", new { partyIds = file.Parties.Values, given = true });
        var link = await story.CreatedAsync($"/sessions/{session.Id}/invitations", new { participantId = session.Body!["participants"]![0]!["id"]!.ToString() });
        var phone = await story.OkAsync("/invitations/exchange", new { code = link["code"] });
        using var statement = new HttpRequestMessage(HttpMethod.Post, "/api/v1/invitations/session/statement")
        {
            Content = System.Net.Http.Json.JsonContent.Create(new { text = "张守田应移回围墙" }),
            Headers = { Authorization = new("Invitation", phone["token"]) },
        };
        using var answer = await suite.Client.SendAsync(statement);
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
    }

    // Whoever asks for numbers, gives them, or says that it was not them.
    private async Task LookAsync(Story story, OpenCase file)
    {
        await suite.Client.ReadAsync($"/cases/{file.Id}");
        await story.OkAsync("/disputes/search", new { phone = "13900001111" });
        var full = await story.OkAsync($"/disputes/{file.Id}/unmasking", new { reason = "other", text = "给张守田打电话" });
        full.Body!.ToJsonString().ShouldContain("13900001111");
        var code = await story.OkAsync($"/disputes/{file.Id}/parties/{file.Parties["A"]}/status-code", new { });
        await story.OkAsync($"/status/{code["code"]}/objection", new { text = "不是我，是李树根" });
    }

    private static async Task<List<string>> FindAsync(string database)
    {
        await using var source = NpgsqlDataSource.Create(database);
        var found = new List<string>();
        foreach (var (table, bytes) in await TablesAsync(source))
        {
            var condition = string.Join(" or ", bytes.Select(c => $"position(convert_to($1, 'UTF8') in t.{c}) > 0").Prepend("to_jsonb(t)::text like '%' || $1 || '%'"));
            foreach (var marker in Markers)
            {
                await using var command = source.CreateCommand($"select count(*) from {table} t where {condition}");
                command.Parameters.Add(new NpgsqlParameter { Value = marker });
                if ((long)(await command.ExecuteScalarAsync())! > 0)
                {
                    found.Add($"{table}: {marker}");
                }
            }
        }

        return found;
    }

    private static async Task<List<(string Table, string[] Bytes)>> TablesAsync(NpgsqlDataSource source)
    {
        await using var command = source.CreateCommand(
            """
            select c.relname, coalesce(array_agg(a.attname::text) filter (where a.atttypid = 'bytea'::regtype), '{}')
              from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
             where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace group by c.relname
            """);
        var tables = new List<(string, string[])>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            tables.Add((reader.GetString(0), reader.GetFieldValue<string[]>(1)));
        }

        return tables;
    }

    private static async Task ExecuteAsync(string database, string sql)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Every log line and every span of the suite while it lives.</summary>
    private sealed class Heard : ILoggerProvider, ILogger
    {
        private readonly ActivityListener _spans;

        internal Heard(IEnumerable<WebApplication> hosts)
        {
            _spans = new ActivityListener
            {
                ShouldListenTo = _ => true,
                Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
                ActivityStopped = span => Lines.Enqueue($"{span.DisplayName} {string.Join(' ', span.TagObjects)} {string.Join(' ', span.Events.SelectMany(e => e.Tags))}"),
            };
            ActivitySource.AddActivityListener(_spans);
            foreach (var host in hosts)
            {
                host.Services.GetRequiredService<ILoggerFactory>().AddProvider(this);
            }
        }

        internal ConcurrentQueue<string> Lines { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue($"{formatter(state, exception)} {exception}");

        public void Dispose() => _spans.Dispose();
    }

    /// <summary>A queue of its own on every exchange of the contracts.</summary>
    private sealed class BrokerTap(IConnection connection, IChannel channel) : IAsyncDisposable
    {
        internal ConcurrentQueue<string> Bodies { get; } = new();

        internal static async Task<BrokerTap> StartAsync(string broker)
        {
            var connection = await new ConnectionFactory { Uri = new Uri(broker) }.CreateConnectionAsync();
            var channel = await connection.CreateChannelAsync();
            var tap = new BrokerTap(connection, channel);
            var queue = (await channel.QueueDeclareAsync()).QueueName;
            foreach (var contract in typeof(Contracts.AreaCode).Assembly.GetTypes().Where(t => t.IsPublic && t.Namespace!.StartsWith("Mediation.Contracts.", StringComparison.Ordinal)))
            {
                var exchange = $"{contract.Namespace}:{contract.Name}";
                await channel.ExchangeDeclareAsync(exchange, ExchangeType.Fanout, durable: true);
                await channel.QueueBindAsync(queue, exchange, "");
            }

            var consumer = new AsyncEventingBasicConsumer(channel);
            consumer.ReceivedAsync += (_, delivery) =>
            {
                tap.Bodies.Enqueue(Encoding.UTF8.GetString(delivery.Body.Span));
                return Task.CompletedTask;
            };
            await channel.BasicConsumeAsync(queue, autoAck: true, consumer);
            return tap;
        }

        public async ValueTask DisposeAsync()
        {
            await channel.DisposeAsync();
            await connection.DisposeAsync();
        }
    }
}
