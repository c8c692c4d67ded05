using Mediation.EventStore;
using Mediation.Intake.Committees;
using Mediation.Intake.Disputes;

namespace Mediation.Intake.Storage;

/// <summary>What intake stores.</summary>
internal static class IntakeStore
{
    // Columns instead of indexes on expressions: what callers see is decided by them, and PostgreSQL uses no index on an expression
    // over data behind row-level security. Lists are read in id order within a unit or an area.
    private const string Indexes =
        """
        drop index if exists mt_doc_dispute_area, mt_doc_dispute_status;
        alter table mt_doc_dispute
            add column if not exists status       text collate "C" generated always as (data ->> 'status') stored,
            add column if not exists area_code    text collate "C" generated always as (data ->> 'areaCode') stored,
            add column if not exists committee_id uuid generated always as ((data ->> 'committeeId')::uuid) stored;
        create index if not exists mt_doc_dispute_by_area on mt_doc_dispute (area_code, id);
        create index if not exists mt_doc_dispute_by_status on mt_doc_dispute (status, area_code, id);
        create index if not exists mt_doc_dispute_by_committee on mt_doc_dispute (committee_id, id);
        create index if not exists mt_doc_dispute_untaken on mt_doc_dispute (area_code, id) where committee_id is null;
        """;

    internal static void Configure(EventStoreOptions options) => options
        .Aggregate("dispute", IntakeJson.Default.Dispute)
        .Aggregate("committee", IntakeJson.Default.Committee)
        .Events(
            IntakeJson.Default,
            typeof(DisputeRegistered), typeof(PartiesAdded), typeof(ConsentGiven), typeof(ConsentRefused), typeof(DisputeAdmitted),
            typeof(DisputeEnded), typeof(DisputeTurnedAway), typeof(DisputeLinked), typeof(StatusCodeIssued), typeof(PartyDenied),
            typeof(AnomalyAnswered), typeof(MediatorNamed), typeof(MediationEnded), typeof(CommitteeNoted))
        .Script(CaseNumbers.Schema)
        .Script(Indexes)
        .Scoped<Dispute>("committee_id", "area_code", mayBeUntaken: true)
        .ScopedTableBy("vault_hashes", "subject_id", "mt_doc_dispute");
}
