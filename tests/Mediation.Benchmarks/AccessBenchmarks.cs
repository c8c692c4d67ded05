using Mediation.EventStore;
using Mediation.Testing;
using Npgsql;

namespace Mediation.Benchmarks;

/// <summary>What row scope costs: the same reads by the service itself, and for a caller behind both walls, in turns.</summary>
internal static class AccessBenchmarks
{
    private const int Rounds = 7;
    private const int Rows = 100_000;
    private const int Units = 500;
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(1);
    private static readonly Guid Unit = new("00000000-0000-4000-8000-000000000007");

    internal static async Task RunAsync(Report report)
    {
        await using var database = await TestDatabase.CreateAsync("access");
        var options = EventStoreBenchmarks.Options(database.ConnectionString, database.OwnerConnectionString)
            .Script(
                """
                alter table mt_doc_measurements add column if not exists unit uuid, add column if not exists area text collate "C";
                create index if not exists mt_doc_measurements_unit on mt_doc_measurements (unit, id);
                """)
            .Scoped<Measurements>("unit", "area");
        await using var store = new EventStore.EventStore(options, TimeProvider.System);
        await store.MigrateAsync();
        var id = await FillAsync(store, database);
        var caller = store.ReadAs(new RowScope([Unit], [], []));
        var reads = new (string What, Func<Task> Service, Func<Task> Caller)[]
        {
            ("one, through its snapshot", () => store.FetchForWritingAsync<Measurements>(id), () => caller.FetchForWritingAsync<Measurements>(id)),
            ("a page of 50", () => PageAsync(store, 50), () => PageAsync(caller, 50)),
            ("a page of 200", () => PageAsync(store, 200), () => PageAsync(caller, 200)),
        };
        var rows = new List<object[]>();
        foreach (var (what, service, forCaller) in reads)
        {
            var (plain, scoped) = (new List<double>(), new List<double>());
            for (var round = 0; round < Rounds; round++)
            {
                plain.Add((await Load.RunAsync(1, Round, _ => service())).Median);
                scoped.Add((await Load.RunAsync(1, Round, _ => forCaller())).Median);
            }

            var (before, after) = (Load.Median(plain), Load.Median(scoped));
            rows.Add([what, before, after, after - before]);
        }

        await report.TableAsync(
            $"Row scope: p50 of a read among {Rows:#,0} rows of {Units} units, one reader; median of {Rounds} rounds of {Round.TotalSeconds} s in turns.",
            ["", "service, ms", "for a caller, ms", "added, ms"], rows);
    }

    private static Task PageAsync(EventStore.EventStore store, int size) => store.QueryAsync<Measurements>(
        "unit = $1 and id > $2 order by id limit $3",
        [new NpgsqlParameter<Guid> { TypedValue = Unit }, new NpgsqlParameter<Guid> { TypedValue = Guid.Empty }, new NpgsqlParameter<int> { TypedValue = size }]);

    private static Task PageAsync(StoreReader caller, int size) =>
        caller.QueryAsync<Measurements>(p => $"id > {p.Bind(Guid.Empty)} order by id limit {p.Bind(size)}");

    private static async Task<Guid> FillAsync(EventStore.EventStore store, TestDatabase database)
    {
        var id = Ids.New();
        await store.AppendAsync(new AppendUnit().Append(new Fetched<Measurements>(id, Measurements.Initial, 0), [Measured.Sample()]));
        await using var owner = NpgsqlDataSource.Create(database.OwnerConnectionString);
        await using var fill = owner.CreateCommand(
            $"""
            insert into mt_doc_measurements (id, data, format, mt_version, unit, area)
            select gen_random_uuid(), d.data, d.format, d.mt_version, ('00000000-0000-4000-8000-' || lpad((n % {Units})::text, 12, '0'))::uuid, '610981113'
              from mt_doc_measurements d, generate_series(1, {Rows}) n;
            update mt_doc_measurements set unit = '{Unit}', area = '610981113' where id = '{id}';
            """);
        await fill.ExecuteNonQueryAsync();
        await using var analyze = owner.CreateCommand("analyze mt_doc_measurements");
        await analyze.ExecuteNonQueryAsync();
        return id;
    }
}
