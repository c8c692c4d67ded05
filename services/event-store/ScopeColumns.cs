using Npgsql;

namespace Mediation.EventStore;

/// <summary>
/// By which columns of its table a row belongs to a scope: the condition is built here and nowhere else, for queries (the first wall,
/// with parameters, so that indexes serve it) and for the row-level security of PostgreSQL (the second, with the transaction's settings).
/// </summary>
/// <param name="Unit">Column of the owner, uuid; null where rows have none and follow their area alone.</param>
/// <param name="Area">Column of the area code, text in collation C.</param>
/// <param name="MayBeUntaken">Whether there are rows without an owner.</param>
internal sealed record ScopeColumns(string? Unit, string Area, bool MayBeUntaken)
{
    internal const string UnitsSetting = "scope.units";
    internal const string AreasSetting = "scope.areas";
    internal const string UntakenSetting = "scope.untaken";
    internal const string StreamSetting = "scope.stream";

    /// <summary>The settings are read once a statement, not once a row.</summary>
    internal string Policy => Unit is null ? AreaPolicy(Area)
        : $"{Unit} = any ({Setting(UnitsSetting, "uuid[]")}) or {AreaPolicy(Area)}"
        + (MayBeUntaken ? $" or ({Unit} is null and {Area} ^@ any ({Setting(UntakenSetting, "text[]")}))" : "");

    /// <summary>Only the arms that the caller has, each in the shape that an index serves.</summary>
    internal string Condition(RowScope scope, List<NpgsqlParameter> parameters, string alias)
    {
        List<string> arms = [.. scope.Areas.Select(prefix => Prefix(prefix, parameters, alias))];
        if (Unit is not null && scope.Units.Count > 0)
        {
            arms.Add(scope.Units.Count == 1
                ? $"{alias}.{Unit} = {parameters.Bind(scope.Units[0])}"
                : $"{alias}.{Unit} = any({parameters.Bind(scope.Units.ToArray())})");
        }

        arms.AddRange((MayBeUntaken ? scope.UntakenAreas : []).Select(prefix => $"({alias}.{Unit} is null and {Prefix(prefix, parameters, alias)})"));
        return arms.Count == 0 ? "false" : $"({string.Join(" or ", arms)})";
    }

    /// <summary>Rows of the one stream that a read says it is about: whether that one is seen is found out once a statement, not once a row.</summary>
    internal static string StreamPolicy(string column) =>
        $"{column} = (select id from mt_streams where id = nullif(current_setting('{StreamSetting}', true), '')::uuid)";

    internal static string AreaPolicy(string area) => $"{area} ^@ any ({Setting(AreasSetting, "text[]")})";

    /// <summary>Rows that name one of the caller's units among those that share them.</summary>
    internal static string SharingPolicy(string units) => $"{units} && {Setting(UnitsSetting, "text[]")}";

    // ':' is the character after '9': all areas that begin with these digits.
    private string Prefix(string prefix, List<NpgsqlParameter> parameters, string alias) => prefix.Length == 0
        ? "true"
        : $"({alias}.{Area} >= {parameters.Bind(prefix)} and {alias}.{Area} < {parameters.Bind($"{prefix}:")})";

    // The empty text is what PostgreSQL leaves of a setting once a transaction that had it is over. Inside, the cast makes the array once a
    // statement; outside, it does nothing but keep 'any' from taking the array for a subquery's rows.
    private static string Setting(string name, string type) => $"(select nullif(current_setting('{name}', true), '')::{type})::{type}";
}
