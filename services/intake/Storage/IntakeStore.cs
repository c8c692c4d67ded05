using Mediation.EventStore;
using Mediation.Intake.Committees;
using Mediation.Intake.Disputes;
using Mediation.Intake.Leads;
using Mediation.Intake.ZeroReports;

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

    // "now" of a lead's day is the reporter's, which was derived when it was reported.
    private const string LeadIndexes =
        """
        alter table mt_doc_lead
            add column if not exists status       text collate "C" generated always as (data ->> 'status') stored,
            add column if not exists area_code    text collate "C" generated always as (data ->> 'areaCode') stored,
            add column if not exists noticed_on   text collate "C" generated always as (data ->> 'noticedOn') stored,
            add column if not exists committee_id uuid generated always as ((data ->> 'committeeId')::uuid) stored;
        create index if not exists mt_doc_lead_by_area on mt_doc_lead (area_code, id);
        create index if not exists mt_doc_lead_by_status on mt_doc_lead (status, area_code, id);
        create index if not exists mt_doc_lead_by_committee on mt_doc_lead (committee_id, id);
        create index if not exists mt_doc_lead_untaken on mt_doc_lead (area_code, id) where committee_id is null;
        create index if not exists mt_doc_lead_by_day on mt_doc_lead (noticed_on, area_code);
        alter table mt_doc_zero_report
            add column if not exists area_code text collate "C" generated always as (data ->> 'areaCode') stored,
            add column if not exists day       text collate "C" generated always as (data ->> 'day') stored;
        create index if not exists mt_doc_zero_report_by_area on mt_doc_zero_report (area_code, id);
        create index if not exists mt_doc_zero_report_by_day on mt_doc_zero_report (day, area_code);
        alter table mt_doc_village_grids
            add column if not exists area_code text collate "C" generated always as (data ->> 'areaCode') stored;
        create index if not exists mt_doc_village_grids_by_area on mt_doc_village_grids (area_code, id);
        """;

    internal static void Configure(EventStoreOptions options) => options
        .Aggregate<Dispute>("dispute", IntakeJson.Default)
        .Aggregate<Committee>("committee", IntakeJson.Default)
        .Aggregate<Lead>("lead", IntakeJson.Default)
        .Aggregate<ZeroReport>("zero_report", IntakeJson.Default)
        .Aggregate<VillageGrids>("village_grids", IntakeJson.Default)
        .Events(
            IntakeJson.Default,
            typeof(DisputeRegistered), typeof(PartiesAdded), typeof(ConsentGiven), typeof(ConsentRefused), typeof(DisputeAdmitted),
            typeof(DisputeEnded), typeof(DisputeTurnedAway), typeof(DisputeLinked), typeof(StatusCodeIssued), typeof(PartyDenied),
            typeof(AnomalyAnswered), typeof(MediatorNamed), typeof(MediationEnded), typeof(CommitteeNoted))
        .Events(
            IntakeJson.Default,
            typeof(DisputeScreened), typeof(AgentNamed), typeof(RepresentativesNamed), typeof(DisputeDiverted),
            typeof(HandOverOffered), typeof(HandOverSigned), typeof(HandOverDeclined), typeof(HandOverClosed))
        .Events(
            IntakeJson.Default,
            typeof(LeadReported), typeof(LeadRegistered), typeof(LeadLinked), typeof(LeadSettled), typeof(LeadDiverted), typeof(LeadDismissed),
            typeof(ZeroReportFiled), typeof(GridsSet))
        .Script(CaseNumbers.Schema)
        .Script(Indexes)
        .Script(LeadIndexes)
        .Scoped<Dispute>("committee_id", "area_code", mayBeUntaken: true)
        .Scoped<Lead>("committee_id", "area_code", mayBeUntaken: true)
        .ScopedByArea<ZeroReport>("area_code")
        .ScopedByArea<VillageGrids>("area_code")
        // Of disputes and of leads.
        .ScopedTableBy("vault_hashes", "subject_id", "mt_streams");
}
