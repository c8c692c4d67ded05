using Mediation.EventStore;
using Mediation.Workflow.Sessions;
using Npgsql;

namespace Mediation.Workflow.Cases;

/// <summary>
/// Which records of its steps are read of a case: the newest of each, so that the file does not grow with the years, or a page of one.
/// </summary>
/// <param name="of">The case as of which they are read.</param>
/// <param name="reader">To whom concessions may not be there.</param>
internal sealed class StepRecords(Fetched<Case> of, Confidant reader)
{
    /// <summary>How many of each step the file shows.</summary>
    internal const int Newest = 20;

    // What was put under a step of a method that had more of them stays in sight, under the last one.
    private string Step => $"least((data ->> 'step')::int, {of.State.WorkedBy.Steps.Count})";

    private string Readable =>
        $"stream_id = $1 and type = 'record_added'{(reader.ReadsConcessions ? "" : " and data ->> 'kind' <> 'concession'")}";

    /// <summary>All that happened beside records, and the newest records of each step.</summary>
    internal Task<IReadOnlyList<RecordedEvent>> NewestAsync(StoreReader store, long most, CancellationToken cancellation) =>
        store.FetchStreamAsync<Case>(of.Id, p => OfEach(p.Bind(of.Version), p.Bind(most)), cancellation);

    private string OfEach(string version, string most) =>
        $"""
        version <= {version} and (type <> 'record_added' or version in (
            select version from (select version, row_number() over (partition by {Step} order by version desc) as place
                                   from mt_events where {Readable} and version <= {version}) ranked
             where place <= {most}))
        """;

    /// <summary>The newest records of a step before a version; and when rounds began, since a record is of the round it was made in.</summary>
    internal Task<IReadOnlyList<RecordedEvent>> PageAsync(
        StoreReader store, int step, long before, int most, CancellationToken cancellation) => store.FetchStreamAsync<Case>(
            of.Id,
            p => $"""
                type = 'round_opened' or version in (
                    select version from mt_events where {Readable} and {Step} = {p.Bind(step)} and version < {p.Bind(before)}
                     order by version desc limit {p.Bind(most)})
                """,
            cancellation);

    /// <summary>How many records each step has.</summary>
    internal Task<Dictionary<int, int>> CountAsync(StoreReader store, CancellationToken cancellation) => store.ReadOfAsync(
        of.Id, $"select {Step}, count(*)::int from mt_events where {Readable} and version <= $2 group by 1",
        [new NpgsqlParameter<Guid> { TypedValue = of.Id }, new NpgsqlParameter<long> { TypedValue = of.Version }],
        async rows =>
        {
            var counts = new Dictionary<int, int>();
            while (await rows.ReadAsync(cancellation))
            {
                counts.Add(rows.GetInt32(0), rows.GetInt32(1));
            }

            return counts;
        },
        cancellation);
}
