namespace Mediation.EventStore.Tests;

/// <summary>
/// The tables against what Marten 9 creates by default (guid streams, single tenancy), from its EventsTable, StreamsTable and
/// EventProgressionTable. One knowing difference: Marten quotes the default of mt_events.timestamp, which freezes it at the creation of
/// the table; here it is now().
/// </summary>
public sealed class MartenLayout(StoreFixture fixture) : IClassFixture<StoreFixture>
{
    private const string ColumnsSql =
        """
        select table_name || '.' || column_name || ' '
            || case data_type when 'character varying' then 'varchar' || coalesce('(' || character_maximum_length || ')', '')
                              when 'timestamp with time zone' then 'timestamptz' else data_type end
            || case is_nullable when 'YES' then ' null' else ' not null' end || coalesce(' default ' || column_default, '')
          from information_schema.columns where table_schema = 'public'
        """;

    private const string KeysSql =
        """
        select conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid)
          from pg_constraint where connamespace = 'public'::regnamespace
        union all
        select tablename || ' ' || indexname || ' ' || case when indexdef like 'CREATE UNIQUE%' then 'UNIQUE ' else '' end || substring(indexdef from '\(.*$')
          from pg_indexes where schemaname = 'public'
        """;

    [Fact]
    public async Task Every_column_of_marten_is_there_with_its_type_nullability_and_default() =>
        await ShouldHoldAsync(ColumnsSql,
            "mt_streams.id uuid not null",
            "mt_streams.type varchar null",
            "mt_streams.version bigint null",
            "mt_streams.timestamp timestamptz not null default now()",
            "mt_streams.created timestamptz not null default now()",
            "mt_streams.tenant_id varchar null default '*DEFAULT*'::character varying",
            "mt_streams.is_archived boolean null default false",
            "mt_events.seq_id bigint not null",
            "mt_events.id uuid not null",
            "mt_events.stream_id uuid null",
            "mt_events.version bigint not null",
            "mt_events.data jsonb not null",
            "mt_events.bdata bytea null",
            "mt_events.type varchar(500) not null",
            "mt_events.timestamp timestamptz not null default now()",
            "mt_events.tenant_id varchar null default '*DEFAULT*'::character varying",
            "mt_events.mt_dotnet_type varchar null",
            "mt_events.is_archived boolean null default false",
            "mt_event_progression.name varchar not null",
            "mt_event_progression.last_seq_id bigint null",
            "mt_event_progression.last_updated timestamptz null default transaction_timestamp()");

    [Fact]
    public async Task Keys_and_indexes_have_martens_names_and_columns() =>
        await ShouldHoldAsync(KeysSql,
            "mt_streams pkey_mt_streams_id PRIMARY KEY (id)",
            "mt_events pkey_mt_events_seq_id PRIMARY KEY (seq_id)",
            "mt_events fkey_mt_events_stream_id FOREIGN KEY (stream_id) REFERENCES mt_streams(id) ON DELETE CASCADE",
            "mt_events pk_mt_events_stream_and_version UNIQUE (stream_id, version)",
            "mt_event_progression pk_mt_event_progression PRIMARY KEY (name)");

    [Fact]
    public async Task Columns_that_marten_does_not_know_can_be_left_out_of_its_inserts() =>
        (await ReadAsync(
            """
            select table_name || '.' || column_name from information_schema.columns
             where table_name in ('mt_streams', 'mt_events', 'mt_event_progression') and is_nullable = 'NO' and column_default is null
            """)).Order().ShouldBe(
            ["mt_event_progression.name", "mt_events.data", "mt_events.id", "mt_events.seq_id", "mt_events.type", "mt_events.version", "mt_streams.id"]);

    [Fact]
    public async Task The_sequence_is_a_bigint_owned_by_the_events_number() =>
        (await ReadAsync(
            """
            select s.seqtypid::regtype || ' ' || s.seqstart || ' ' || s.seqincrement || ' ' || d.refobjid::regclass || '.' || a.attname
              from pg_sequence s
              join pg_depend d on d.objid = s.seqrelid and d.deptype = 'a'
              join pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid
             where s.seqrelid = 'mt_events_sequence'::regclass
            """)).ShouldBe(["bigint 1 1 mt_events.seq_id"]);

    [Fact]
    public async Task Streams_and_events_are_named_as_marten_names_them()
    {
        var shelf = await fixture.NewShelfAsync("Walden");
        (await ReadAsync($"select type || ' ' || version from mt_streams where id = '{shelf.Id}'")).ShouldBe(["shelf 1"]);
        (await ReadAsync($"select type || ' | ' || mt_dotnet_type || ' | ' || version || ' | ' || data || ' | ' || tenant_id from mt_events where stream_id = '{shelf.Id}'"))
            .ShouldBe(["book_placed | Mediation.EventStore.Tests.BookPlaced, Mediation.EventStore.Tests | 1 | {\"title\": \"Walden\"} | *DEFAULT*"]);
    }

    [Fact]
    public async Task Migrating_again_and_from_several_instances_at_once_changes_nothing()
    {
        var before = await ReadAsync(ColumnsSql);
        await using var other = Library.Open(fixture.ConnectionString);
        await Task.WhenAll(Enumerable.Range(0, 6).Select(i => (i % 2 == 0 ? other : fixture.Store).MigrateAsync()));
        (await ReadAsync(ColumnsSql)).ShouldBe(before, ignoreOrder: true);
    }

    /// <summary>More columns and indexes are allowed, missing ones are not.</summary>
    private async Task ShouldHoldAsync(string sql, params string[] expected)
    {
        var actual = await ReadAsync(sql);
        expected.Except(actual).ShouldBeEmpty(string.Join('\n', actual.Order()));
    }

    private async Task<List<string>> ReadAsync(string sql)
    {
        var rows = new List<string>();
        await using var command = fixture.Store.Database.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            rows.Add(reader.GetString(0));
        }

        return rows;
    }
}
