using System.Text.Json;
using Mediation.EventStore;
using Npgsql;
using NpgsqlTypes;

namespace Mediation.Benchmarks;

/// <summary>What plain Npgsql does on tables equal to the store's: the figure that every other figure is a ratio of.</summary>
internal sealed class Limits : IAsyncDisposable
{
    private const string Insert =
        """
        insert into bare_events (seq_id, id, stream_id, version, data, type, mt_dotnet_type)
        select nextval('bare_events_sequence'), $4, $1, $2 + 1, $3, 'measured', 'Mediation.Benchmarks.Measured, Mediation.Benchmarks'
        """;

    private const string Checked =
        $"""
        with stream as (update bare_streams set version = $2 + 1, timestamp = now() where id = $1 and version = $2 returning id)
        {Insert} from stream
        """;

    private sealed class Writer(NpgsqlConnection connection, NpgsqlCommand command, Guid[] streams)
    {
        private readonly long[] _versions = new long[streams.Length];
        private int _next;

        internal async Task WriteAsync(Measured e)
        {
            var stream = _next++ % streams.Length;
            ((NpgsqlParameter<Guid>)command.Parameters[0]).TypedValue = streams[stream];
            ((NpgsqlParameter<long>)command.Parameters[1]).TypedValue = _versions[stream]++;
            ((NpgsqlParameter<byte[]>)command.Parameters[2]).TypedValue = JsonSerializer.SerializeToUtf8Bytes(e, BenchmarkJson.Default.Measured);
            ((NpgsqlParameter<Guid>)command.Parameters[3]).TypedValue = Ids.New();
            if (await command.ExecuteNonQueryAsync() != 1)
            {
                throw new InvalidOperationException("The bare append lost its version.");
            }
        }

        internal ValueTask CloseAsync() => connection.DisposeAsync();
    }

    private readonly NpgsqlDataSource _source;

    internal Limits(string connectionString) =>
        _source = StoreConnections.Create(connectionString, settings => settings.MaxPoolSize = 200);

    internal async Task PrepareAsync()
    {
        await using var command = _source.CreateCommand(
            """
            create sequence bare_events_sequence as bigint;
            create table bare_streams (like mt_streams including all);
            create table bare_events (like mt_events including all);
            alter table bare_events add foreign key (stream_id) references bare_streams (id) on delete cascade;
            """);
        await command.ExecuteNonQueryAsync();
    }

    internal async Task<(double Rate, double Median)> AppendAsync(int writers, TimeSpan time, bool versionChecked)
    {
        var all = await Task.WhenAll(Enumerable.Range(0, writers).Select(_ => OpenAsync(versionChecked)));
        var e = Measured.Sample();
        var result = await Load.RunAsync(writers, time, writer => all[writer].WriteAsync(e));
        foreach (var writer in all)
        {
            await writer.CloseAsync();
        }

        return result;
    }

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    private async Task<Writer> OpenAsync(bool versionChecked)
    {
        var connection = await _source.OpenConnectionAsync();
        var streams = Enumerable.Range(0, EventStoreBenchmarks.StreamsPerWriter).Select(_ => Ids.New()).ToArray();
        await using (var create = new NpgsqlCommand("insert into bare_streams (id, type, version) select id, 'measurements', 0 from unnest($1) as id", connection))
        {
            create.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = streams });
            await create.ExecuteNonQueryAsync();
        }

        var command = new NpgsqlCommand(versionChecked ? Checked : Insert, connection)
        {
            Parameters =
            {
                new NpgsqlParameter<Guid>(), new NpgsqlParameter<long>(), new NpgsqlParameter<byte[]> { NpgsqlDbType = NpgsqlDbType.Jsonb }, new NpgsqlParameter<Guid>(),
            },
        };
        await command.PrepareAsync();
        return new Writer(connection, command, streams);
    }
}
