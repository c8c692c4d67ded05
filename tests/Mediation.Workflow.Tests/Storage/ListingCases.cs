using System.Text.Json;
using Mediation.Contracts;
using Mediation.EventStore;
using Mediation.Testing;
using Mediation.Workflow.Cases;
using Mediation.Workflow.Clocks;
using Mediation.Workflow.Storage;
using Npgsql;

namespace Mediation.Workflow.Tests.Storage;

/// <summary>Lists over 400,000 cases: every shape of the query reads little more than the page it answers.</summary>
public sealed class ListingCases : IAsyncLifetime
{
    private const int Cases = 400_000;
    private const int Batch = 10_000;
    private const int Page = 51;
    private TestDatabase _database = null!;
    private EventStore.EventStore _store = null!;

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync("listing");
        var options = new EventStoreOptions { ConnectionString = _database.ConnectionString, OwnerConnectionString = _database.OwnerConnectionString };
        WorkflowStore.Configure(options);
        _store = new EventStore.EventStore(options, TimeProvider.System);
        await _store.MigrateAsync();
        for (var first = 1; first <= Cases; first += Batch)
        {
            await FillAsync(first);
        }

        await using var owner = NpgsqlDataSource.Create(_database.OwnerConnectionString);
        await using var analyze = owner.CreateCommand("analyze mt_doc_case");
        await analyze.ExecuteNonQueryAsync();
    }

    public async Task DisposeAsync()
    {
        await _store.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Every_list_is_read_through_an_index_and_its_pages_follow_without_gap_or_repeat()
    {
        await ReadsNoMoreThanItsPageAsync();
        await PagesFollowEachOtherAsync();
        await DueListsReadNoMoreThanTheirPageAsync();
    }

    // Every other case is due, on one of sixty days.
    private async Task ReadsDueAsync(DueRange range, Guid? mediator, AreaCode? area, RowScope scope)
    {
        var (_, pages) = await ReadAsync(scope, new CaseQuery(mediator, null, area, null, Page) { Due = range });
        pages.ShouldBeLessThan(1500, $"{scope.Units.Count} units, area {string.Join(',', scope.Areas)}, {range}, {mediator}, {area}");
    }

    private async Task DueListsReadNoMoreThanTheirPageAsync()
    {
        AreaCode.TryParse("61", out var province);
        AreaCode.TryParse("11", out var rare);
        var now = new DateTimeOffset(2026, 3, 21, 1, 0, 0, TimeSpan.Zero);
        foreach (var range in (string[])["overdue", "today", "week", "2026-03-05"])
        {
            var due = DueRange.Parse(range, now)!;
            await ReadsDueAsync(due, Md5("1"), null, RowScope.Everything);
            await ReadsDueAsync(due, Md5("1"), null, new([Md5("1")], [], []));
            await ReadsDueAsync(due, null, null, new([Md5("7")], [], []));
            await ReadsDueAsync(due, null, null, RowScope.Everything);
            await ReadsDueAsync(due, null, province, new([], ["61"], []));
            await ReadsDueAsync(due, null, rare, new([], ["11"], []));
        }
    }

    private async Task ReadsNoMoreThanItsPageAsync()
    {
        // The seventh of 500 committees, the first of 4,000 mediators.
        var (mediator, unit) = (Md5("1"), Md5("7"));
        AreaCode.TryParse("61", out var province);
        AreaCode.TryParse("11", out var rare);
        AreaCode.TryParse("99", out var nowhere);
        var (after, _) = await ReadAsync(RowScope.Everything, new CaseQuery(null, null, province, null, Page));
        (Guid? Mediator, CaseStatus? Status, AreaCode? Area, Guid? After)[] shapes =
        [
            (null, null, null, null), (null, null, null, after), (mediator, null, null, null), (mediator, CaseStatus.Open, province, null),
            (after, null, null, null), (null, CaseStatus.WaitingForMediator, null, null), (null, CaseStatus.Open, province, null),
            (null, CaseStatus.WaitingForMediator, rare, null), (null, null, province, after), (null, null, rare, null), (null, null, nowhere, null),
            (null, CaseStatus.Closed, province, after),
        ];
        foreach (var scope in (RowScope[])[RowScope.Everything, new([unit], [], []), new([], ["61"], []), new([], ["11"], [])])
        {
            foreach (var shape in shapes)
            {
                var (_, pages) = await ReadAsync(scope, new CaseQuery(shape.Mediator, shape.Status, shape.Area, shape.After, Page));
                pages.ShouldBeLessThan(1500, $"{scope.Units.Count} units, area {string.Join(',', scope.Areas)}, {shape}: 8 kB pages read for at most {Page} rows");
            }
        }
    }

    private async Task PagesFollowEachOtherAsync()
    {
        AreaCode.TryParse("11", out var rare);
        List<Guid> seen = [];
        for (Guid? after = null; ;)
        {
            var page = await IdsAsync(RowScope.Everything, new CaseQuery(null, null, rare, after, 7));
            seen.AddRange(page);
            if (page.Count < 7)
            {
                break;
            }

            after = page[^1];
        }

        seen.Count.ShouldBe(Cases / 5000);
        seen.Distinct().Count().ShouldBe(seen.Count);
    }

    // A mediator has 100 cases; one status in a thousand waits; villages of two provinces. Small transactions: a long one would hold
    // back every relay on this server, since subscriptions read below the oldest running transaction of all its databases.
    private async Task FillAsync(int first)
    {
        await using var fill = _store.Database.CreateCommand(
            """
            insert into mt_doc_case (id, format, mt_version, due_at, data)
            select lpad(to_hex(n), 32, '0')::uuid, 1, 4, case when n % 2 = 1 then timestamptz '2026-03-01T16:00:00Z' + n % 60 * interval '1 day' end, jsonb_build_object(
                'id', lpad(to_hex(n), 32, '0')::uuid, 'acceptedAt', '2026-03-01T00:00:00Z', 'committeeId', md5((n % 500)::text)::uuid, 'mediatorId', md5((n % 4000)::text)::uuid, 'caseNumber', n::text, 'typeCode', '0999', 'source', 'police',
                'status', case when n % 1000 = 0 then 'waitingForMediator' when n % 3 = 0 then 'open' else 'closed' end,
                'areaCode', case when n % 5000 = 0 then '11' else '61' end || lpad((n % 9973)::text, 10, '0'))
              from generate_series($1, $2) as n
            """);
        fill.Parameters.Add(new NpgsqlParameter<int> { TypedValue = first });
        fill.Parameters.Add(new NpgsqlParameter<int> { TypedValue = first + Batch - 1 });
        await fill.ExecuteNonQueryAsync();
    }

    private async Task<List<Guid>> IdsAsync(RowScope scope, CaseQuery query) =>
        [.. (await _store.ReadAs(scope).QueryAsync<Case>(query.Condition)).Select(found => found.Id)];

    private async Task<(Guid? Last, long Pages)> ReadAsync(RowScope scope, CaseQuery query)
    {
        var ids = await IdsAsync(scope, query);
        var reader = _store.ReadAs(scope);
        List<NpgsqlParameter> parameters = [];
        var sql = reader.QuerySql(_store.Options.AggregateOf(typeof(Case)), query.Condition, parameters);
        var text = await reader.ReadAsync($"explain (analyze, buffers, format json) {sql}", parameters, async rows =>
        {
            await rows.ReadAsync();
            return rows.GetString(0);
        });
        var plan = JsonElement.Parse(text)[0].GetProperty("Plan");
        plan.ToString().ShouldNotContain("Seq Scan");
        return (ids.Count > 0 ? ids[^1] : null, plan.GetProperty("Shared Hit Blocks").GetInt64() + plan.GetProperty("Shared Read Blocks").GetInt64());
    }

    private static Guid Md5(string text) => Guid.ParseExact(Convert.ToHexString(System.Security.Cryptography.MD5.HashData(System.Text.Encoding.UTF8.GetBytes(text))), "N");
}
