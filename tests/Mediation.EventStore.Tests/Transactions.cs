using Npgsql;

namespace Mediation.EventStore.Tests;

public sealed class Transactions(StoreFixture fixture) : IClassFixture<StoreFixture>
{
    [Fact]
    public async Task A_counter_has_no_gap_under_fifty_at_once()
    {
        await CreateCounterAsync("gapless");
        var attempts = await Task.WhenAll(Enumerable.Range(0, 60).Select(i => Task.Run(async () =>
        {
            // Every sixth loses its version after it drew a number: the number goes back.
            var shelf = i % 6 == 0 ? Library.EmptyShelf() with { Version = 3 } : Library.EmptyShelf();
            try
            {
                return await fixture.Store.InTransactionAsync(async transaction =>
                {
                    var number = await NextAsync(transaction.Connection, "gapless");
                    return (await transaction.AppendAsync(Library.Place(shelf, $"{number}"))).Status == AppendStatus.Appended
                        ? number
                        : throw new InvalidOperationException("lost");
                });
            }
            catch (InvalidOperationException)
            {
                return 0;
            }
        })));
        attempts.Where(n => n > 0).Order().ShouldBe(Enumerable.Range(1, 50));
    }

    [Fact]
    public async Task Work_is_run_again_after_a_deadlock()
    {
        await CreateCounterAsync("left");
        await CreateCounterAsync("right");
        var runs = 0;
        using var bothHold = new CountdownEvent(2);
        Task<int> Run(string first, string second) => Task.Run(() => fixture.Store.InTransactionAsync(async transaction =>
        {
            Interlocked.Increment(ref runs);
            await NextAsync(transaction.Connection, first);
            if (!bothHold.IsSet)
            {
                bothHold.Signal();
                await Task.Run(() => bothHold.Wait(TimeSpan.FromSeconds(10)));
            }

            return await NextAsync(transaction.Connection, second);
        }));

        (await Task.WhenAll(Run("left", "right"), Run("right", "left"))).Length.ShouldBe(2);
        runs.ShouldBe(3);
        (await fixture.ScalarAsync<int>("select sum(value)::int from counters where name in ('left', 'right')")).ShouldBe(4);
    }

    [Fact]
    public async Task Work_is_run_again_after_a_serialization_failure()
    {
        var runs = 0;
        (await fixture.Store.InTransactionAsync(async transaction =>
        {
            await using var fail = new NpgsqlCommand(
                "do $$ begin raise exception 'as another transaction would cause it' using errcode = '40001'; end $$", transaction.Connection);
            if (runs++ < 2)
            {
                await fail.ExecuteNonQueryAsync();
            }

            return runs;
        })).ShouldBe(3);
    }

    [Fact]
    public async Task What_will_fail_again_is_not_repeated()
    {
        var runs = 0;
        await Should.ThrowAsync<PostgresException>(() => fixture.Store.InTransactionAsync<int>(async transaction =>
        {
            runs++;
            await using var fail = new NpgsqlCommand("select 1 / 0", transaction.Connection);
            return (int)(await fail.ExecuteScalarAsync())!;
        }));
        runs.ShouldBe(1);
    }

    [Fact]
    public async Task Two_at_once_creating_one_stream_do_so_once()
    {
        var id = Library.NewId();
        var statuses = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => fixture.Store.InTransactionAsync(async transaction =>
            (await transaction.AppendAsync(Library.Place(Library.EmptyShelf(id), "once"))).Status))));
        statuses.Count(s => s == AppendStatus.Appended).ShouldBe(1);
        statuses.Count(s => s == AppendStatus.Conflict).ShouldBe(7);
    }

    [Fact]
    public async Task Several_appends_and_own_rows_commit_together()
    {
        await CreateCounterAsync("together");
        var shelves = new[] { Library.EmptyShelf(), Library.EmptyShelf() };
        await Should.ThrowAsync<InvalidOperationException>(() => fixture.Store.InTransactionAsync<int>(async transaction =>
        {
            await NextAsync(transaction.Connection, "together");
            await transaction.AppendAsync(Library.Place(shelves[0], "a"));
            await transaction.AppendAsync(Library.Place(shelves[1], "b"));
            throw new InvalidOperationException("changed its mind");
        }));
        (await fixture.ShelfAsync(shelves[0].Id)).Exists.ShouldBeFalse();
        (await fixture.ScalarAsync<int>("select value from counters where name = 'together'")).ShouldBe(0);
    }

    private async Task CreateCounterAsync(string name)
    {
        await fixture.ExecuteAsync("create table if not exists counters (name text primary key, value int not null)");
        await fixture.ExecuteAsync("insert into counters values ($1, 0)", name);
    }

    private static async Task<int> NextAsync(NpgsqlConnection connection, string name)
    {
        await using var command = new NpgsqlCommand("update counters set value = value + 1 where name = $1 returning value", connection);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = name });
        return (int)(await command.ExecuteScalarAsync())!;
    }
}
