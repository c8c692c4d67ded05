using Npgsql;

namespace Mediation.EventStore;

/// <summary>Which rows of which table a <see cref="RowScope"/> sees. Filled at start, read-only afterwards.</summary>
internal sealed class ScopeRules
{
    private readonly Dictionary<string, ScopeColumns> _own = [];
    private readonly Dictionary<string, (string Parent, string Column, string? Sharing)> _belonging = [];

    /// <summary>Tables with a rule, and what of them the reading role sees.</summary>
    internal Dictionary<string, string> Policies { get; } = [];

    /// <summary>Tables of which the application's role may change no row once it is there.</summary>
    internal List<string> AppendOnly { get; } = [];

    /// <summary>Whether some table has rows that no unit has taken yet.</summary>
    internal bool MayBeUntaken => _own.Values.Any(columns => columns.MayBeUntaken);

    internal void Own(string alias, ScopeColumns columns)
    {
        _own.Add(alias, columns);
        Policies.Add($"mt_doc_{alias}", columns.Policy);
    }

    // The parent's own policy holds inside the subquery.
    internal void Belonging(string alias, string parent, string column, string? sharing)
    {
        _belonging.Add(alias, (parent, column, sharing));
        var seen = $"exists (select from mt_doc_{parent} where id = mt_doc_{alias}.{column})";
        Policies.Add($"mt_doc_{alias}", sharing is null ? seen : $"{seen} or {ScopeColumns.SharingPolicy(sharing)}");
    }

    /// <summary>The condition on <c>mt_doc_&lt;alias&gt;</c> as <paramref name="table"/>; an aggregate without a rule is seen by nobody.</summary>
    internal string Condition(string alias, RowScope scope, List<NpgsqlParameter> parameters, string table) =>
        _own.TryGetValue(alias, out var columns) ? columns.Condition(scope, parameters, table)
        : _belonging.TryGetValue(alias, out var to)
            ? Shared(
                $"exists (select from mt_doc_{to.Parent} parent where parent.id = {table}.{to.Column} and {Condition(to.Parent, scope, parameters, "parent")})",
                to.Sharing, scope, parameters, table)
        : "false";

    private static string Shared(string seen, string? sharing, RowScope scope, List<NpgsqlParameter> parameters, string table) =>
        sharing is null || scope.Units.Count == 0
            ? seen
            : $"({seen} or {table}.{sharing} && {parameters.Bind(scope.Units.Select(unit => unit.ToString()).ToArray())})";

    /// <summary>
    /// The second wall, run as the owner <c>x_owner</c>: the application's role <c>x</c> gets the tables, the role <c>x_reader</c>, which
    /// it takes on for a caller's reads, only what the policies show. Under any other name nothing is set up, and no scoped read works.
    /// </summary>
    internal string Script()
    {
        var streams = string.Join(" or ", _own.Keys.Concat(_belonging.Keys)
            .Select(alias => $"(mt_streams.type = '{alias}' and exists (select from mt_doc_{alias} where id = mt_streams.id))"));
        var all = Policies.ToDictionary();
        if (streams.Length > 0)
        {
            all["mt_streams"] = streams;
            all["mt_events"] = $"{ScopeColumns.StreamPolicy("mt_events.stream_id")} or exists (select from mt_streams where id = mt_events.stream_id)";
            all["mt_vault"] = $"{ScopeColumns.StreamPolicy("mt_vault.subject_id")} or exists (select from mt_streams where id = mt_vault.subject_id)";
            // In a function of its own, so that a command that is no repeat does not pay for making this plan ready.
            all["mt_commands"] = "stream_id is null or mt_stream_seen(stream_id)";
        }

        return $"""
            create or replace function mt_stream_seen(stream uuid) returns boolean language plpgsql stable as
                $seen$ begin return exists (select from mt_streams where id = stream); end $seen$;
            do $security$
            declare
                application text := substring(current_user from '^(.+)_owner$');
                reader      text := application || '_reader';
                rule        record;
            begin
                if application is null then
                    return;
                end if;
                execute format('grant select, insert, update, delete on all tables in schema public to %I', application);
                execute format('grant usage on all sequences in schema public to %I', application);
                {string.Join(' ', AppendOnly.Select(table => $"execute format('revoke update, delete, truncate on {table} from %I', application);"))}
                for rule in select * from (values {string.Join(", ", all.Select(p => $"('{p.Key}', $seen${p.Value}$seen$)").DefaultIfEmpty("(null, null)"))}) as rules (name, seen) where name is not null loop
                    execute format('alter table %I enable row level security', rule.name);
                    execute format('alter table %I force row level security', rule.name);
                    execute format('drop policy if exists service on %I', rule.name);
                    execute format('create policy service on %I to %I, %I using (true) with check (true)', rule.name, current_user, application);
                    execute format('drop policy if exists reader on %I', rule.name);
                    execute format('create policy reader on %I for select to %I using (%s)', rule.name, reader, rule.seen);
                    execute format('grant select on %I to %I', rule.name, reader);
                end loop;
            end $security$
            """;
    }
}
