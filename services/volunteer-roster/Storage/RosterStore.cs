using Mediation.EventStore;
using Mediation.Roster.Assignments;
using Mediation.Roster.Committees;
using Mediation.Roster.Mediators;

namespace Mediation.Roster.Storage;

/// <summary>What the roster stores.</summary>
internal static class RosterStore
{
    private const string Columns =
        """
        alter table mt_doc_committee
            add column if not exists area_code text collate "C" generated always as (data ->> 'areaCode') stored;
        create index if not exists mt_doc_committee_area on mt_doc_committee (area_code, id);
        alter table mt_doc_mediator
            add column if not exists area_code    text collate "C" generated always as (data ->> 'areaCode') stored,
            add column if not exists committee_id uuid generated always as ((data ->> 'committeeId')::uuid) stored;
        create index if not exists mt_doc_mediator_area on mt_doc_mediator (area_code, id);
        create index if not exists mt_doc_mediator_of on mt_doc_mediator (committee_id, id);
        """;

    internal static void Configure(EventStoreOptions options) => options
        .Aggregate("committee", RosterJson.Default.Committee)
        .Aggregate("mediator", RosterJson.Default.Mediator)
        .Aggregate("assignment", RosterJson.Default.Assignment)
        .Events(
            RosterJson.Default,
            typeof(CommitteeEstablished), typeof(MediatorAppointed), typeof(ReservationMade), typeof(ReservationReleased),
            typeof(NoMediatorFound), typeof(AssignmentClosed))
        .Script(Columns)
        .Script(ShortNames.Index)
        .Script(Candidates.Indexes)
        .Scoped<Committee>("id", "area_code")
        .Scoped<Mediator>("committee_id", "area_code");
}
