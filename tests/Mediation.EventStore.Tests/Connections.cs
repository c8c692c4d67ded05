using Npgsql;

namespace Mediation.EventStore.Tests;

public sealed class Connections(StoreFixture fixture) : IClassFixture<StoreFixture>
{
    [Fact]
    public async Task The_writing_statement_is_prepared_by_itself()
    {
        await using var store = Library.Open(fixture.ConnectionString, writers: 1);
        await using var connection = await store.Database.OpenConnectionAsync();
        for (var i = 0; i < 4; i++)
        {
            await store.Statement.ExecuteAsync(connection, [store.Prepare(Library.Place(Library.EmptyShelf(), "x"))], default);
        }

        await using var command = new NpgsqlCommand("select count(*) from pg_prepared_statements where statement like '%mt_streams%' and generic_plans + custom_plans >= 1", connection);
        (await command.ExecuteScalarAsync()).ShouldBe(1L);
    }

    [Fact]
    public async Task Every_connection_has_time_outs_and_the_connection_string_has_the_last_word()
    {
        (await fixture.ScalarAsync<string>("select current_setting('statement_timeout')")).ShouldBe("30s");
        (await fixture.ScalarAsync<string>("select current_setting('idle_in_transaction_session_timeout')")).ShouldBe("30s");
        var settings = new NpgsqlConnectionStringBuilder(fixture.ConnectionString) { Options = "-c statement_timeout=7s", MaxAutoPrepare = 9 };
        await using var source = StoreConnections.Create(settings.ConnectionString);
        await using var command = source.CreateCommand("select current_setting('statement_timeout')");
        (await command.ExecuteScalarAsync()).ShouldBe("7s");
        new NpgsqlConnectionStringBuilder(source.ConnectionString).MaxAutoPrepare.ShouldBe(9);
    }
}
