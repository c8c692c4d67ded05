using Mediation.EventStore;
using Mediation.Roster.Persons;
using Npgsql;

namespace Mediation.Roster.Storage;

/// <summary>Persons by what they hold, over the whole roster: only numbers and ids may leave here for those who do not see the persons.</summary>
internal static class RoleQueries
{
    internal const string Indexes =
        """
        create index if not exists mt_doc_mediator_roles on mt_doc_mediator using gin ((data -> 'roles') jsonb_path_ops);
        create index if not exists mt_doc_mediator_memberships on mt_doc_mediator using gin ((data -> 'memberships') jsonb_path_ops);
        """;

    /// <summary>A condition on a person's row; both are parameters by their name.</summary>
    internal static string HeldOn(string role, string day) =>
        $"""
        exists (select from jsonb_array_elements(data -> 'roles') r where r ->> 'role' = {role}
           and r ->> 'from' <= {day} and coalesce(r ->> 'to', '9999') >= {day})
        """;

    /// <summary>Whoever holds, held or will hold a role in a unit.</summary>
    internal static Task<IReadOnlyList<Fetched<Person>>> OfUnitAsync(EventStore.EventStore store, Guid unit, CancellationToken cancellation) =>
        store.QueryAsync<Person>("data -> 'roles' @> $1::jsonb", [new NpgsqlParameter<string> { TypedValue = $$"""[{"unitId":"{{unit}}"}]""" }], cancellation);

    /// <summary>A page of a team's members, by id.</summary>
    internal static Task<IReadOnlyList<Fetched<Person>>> OfTeamAsync(EventStore.EventStore store, Guid team, Guid after, int limit, CancellationToken cancellation) =>
        store.QueryAsync<Person>(
            "data -> 'memberships' @> $1::jsonb and id > $2 order by id limit $3",
            [
                new NpgsqlParameter<string> { TypedValue = $$"""[{"teamId":"{{team}}"}]""" }, new NpgsqlParameter<Guid> { TypedValue = after },
                new NpgsqlParameter<int> { TypedValue = limit },
            ],
            cancellation);
}
