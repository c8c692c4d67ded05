using Mediation.EventStore;

namespace Mediation.Reporting.History;

/// <summary>What is stored of the history: derived from facts like all else, and made anew with it.</summary>
internal static class HistorySchema
{
    /// <summary>After the tables of rows, of which its functions take rows.</summary>
    internal static EventStoreOptions AddHistory(this EventStoreOptions options)
    {
        foreach (var script in HistorySql.Scripts)
        {
            options.Script(script);
        }

        foreach (var table in HistorySql.Tables)
        {
            options.ScopedTable(table, "area");
        }

        return options;
    }
}
