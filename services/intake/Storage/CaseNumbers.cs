using Mediation.EventStore;
using Npgsql;

namespace Mediation.Intake.Storage;

/// <summary>Serial numbers of cases per committee and year, without gaps: the row stays locked until the acceptance commits or takes its number back.</summary>
internal static class CaseNumbers
{
    internal const string Schema =
        """
        create table if not exists case_numbers (
            committee_id uuid not null,
            year         int  not null,
            last_number  int  not null,
            primary key (committee_id, year)
        );
        """;

    internal static async Task<int> NextAsync(StoreTransaction transaction, Guid committeeId, int year, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            """
            insert into case_numbers (committee_id, year, last_number) values ($1, $2, 1)
            on conflict (committee_id, year) do update set last_number = case_numbers.last_number + 1
            returning last_number
            """, transaction.Connection)
        {
            Parameters = { new NpgsqlParameter<Guid> { TypedValue = committeeId }, new NpgsqlParameter<int> { TypedValue = year } },
        };
        return (int)(await command.ExecuteScalarAsync(cancellation))!;
    }
}
