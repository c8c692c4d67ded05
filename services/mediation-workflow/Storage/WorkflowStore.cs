using Mediation.EventStore;
using Mediation.Workflow.Agreements;
using Mediation.Workflow.Cases;
using Mediation.Workflow.Clocks;
using Mediation.Workflow.Committees;
using Mediation.Workflow.Digests;
using Mediation.Workflow.FollowUps;
using Mediation.Workflow.Confirmations;
using Mediation.Workflow.Dossiers;
using Mediation.Workflow.Escalation;
using Mediation.Workflow.Evidence;
using Mediation.Workflow.Impartiality;
using Mediation.Workflow.Invitations;
using Mediation.Workflow.Lineage;
using Mediation.Workflow.Methods;
using Mediation.Workflow.Risks;
using Mediation.Workflow.Rounds;
using Mediation.Workflow.Sessions;

namespace Mediation.Workflow.Storage;

/// <summary>What the service stores, and the columns and indexes that its lists read by.</summary>
internal static class WorkflowStore
{
    // Generated columns instead of indexes on expressions over data: every command changes data, and an index on an
    // expression over it would make each snapshot update touch every index (no HOT update); these columns rarely change.
    private const string Schema =
        """
        alter table mt_doc_case
            add column if not exists mediator_id uuid generated always as ((data ->> 'mediatorId')::uuid) stored,
            add column if not exists status      text generated always as (data ->> 'status') stored,
            add column if not exists area_code   text collate "C" generated always as (data ->> 'areaCode') stored,
            add column if not exists committee_id uuid generated always as ((data ->> 'committeeId')::uuid) stored;
        create index if not exists mt_doc_case_mediator on mt_doc_case (mediator_id, id);
        create index if not exists mt_doc_case_area on mt_doc_case (area_code, id);
        create index if not exists mt_doc_case_committee on mt_doc_case (committee_id, area_code, id);
        create index if not exists mt_doc_case_status on mt_doc_case (status, area_code, id);
        alter table mt_doc_own_method
            add column if not exists committee_id uuid generated always as ((data ->> 'committeeId')::uuid) stored,
            add column if not exists area_code   text collate "C" generated always as (data ->> 'areaCode') stored;
        create index if not exists mt_doc_own_method_committee on mt_doc_own_method (committee_id, id);
        alter table mt_doc_committee
            add column if not exists area_code text collate "C" generated always as (data ->> 'areaCode') stored;
        alter table mt_doc_session
            add column if not exists case_id uuid generated always as ((data ->> 'caseId')::uuid) stored;
        alter table mt_doc_session
            add column if not exists co_units text[] generated always as (
                string_to_array(translate(jsonb_path_query_array(data, '$.coUnits[*].committeeId')::text, '[]" ', ''), ',')) stored;
        create index if not exists mt_doc_session_case on mt_doc_session (case_id, id);
        alter table mt_doc_agreement
            add column if not exists case_id uuid generated always as ((data ->> 'caseId')::uuid) stored;
        create index if not exists mt_doc_agreement_case on mt_doc_agreement (case_id, id);
        alter table mt_doc_follow_up_plan
            add column if not exists case_id uuid generated always as ((data ->> 'caseId')::uuid) stored;
        create index if not exists mt_doc_follow_up_plan_case on mt_doc_follow_up_plan (case_id, id);
        alter table mt_doc_confirmation
            add column if not exists case_id uuid generated always as ((data ->> 'caseId')::uuid) stored;
        create index if not exists mt_doc_confirmation_case on mt_doc_confirmation (case_id, id);
        """;

    internal static void Configure(EventStoreOptions options) => options
        // 2: time spent in each step, rounds. 3: clocks and colours. 4: as of when the colour is, when a mediator went.
        .Aggregate<Case>("case", WorkflowJson.Default, format: 4)
        .Events(
            WorkflowJson.Default,
            typeof(CaseOpened), typeof(MediatorRequested), typeof(MediatorProposed), typeof(MediatorNotFound), typeof(MediatorDeclined),
            typeof(MediatorAssigned), typeof(RecordAdded), typeof(StepCompleted), typeof(SessionHeld), typeof(PanelSat),
            typeof(AgreementPrepared), typeof(AgreementReached), typeof(CaseClosed))
        // Methods and steps
        .Events(WorkflowJson.Default, typeof(MethodChosen), typeof(StepReentered))
        .Aggregate<OwnMethod>("own_method", WorkflowJson.Default)
        .Events(WorkflowJson.Default, typeof(MethodPublished), typeof(MethodRetired))
        // Rounds, escalation, lineage
        .Events(
            WorkflowJson.Default,
            typeof(RoundOpened), typeof(CaseRebounded), typeof(RemediesNoticeServed), typeof(LeadOfficialNamed), typeof(SupervisionOrdered),
            typeof(SupervisionAnswered), typeof(PoliceReported), typeof(PoliceReceiptLogged), typeof(TurnedCriminal),
            typeof(EarlierIncidentRecorded), typeof(PartySucceeded), typeof(CaseLinked), typeof(CaseUnlinked))
        .Aggregate<Session>("session", WorkflowJson.Default)
        .Events(
            WorkflowJson.Default,
            typeof(SessionCalled), typeof(ParticipantCheckedIn), typeof(SegmentRecorded), typeof(SessionClosed), typeof(CaucusSentenceReleased),
            typeof(InvitationSent), typeof(InvitationOpened), typeof(InvitationRevoked), typeof(InvitationDelegated), typeof(StatementGiven),
            typeof(SessionSignedOff))
        // Panels, consents, conflicts, running segments
        .Events(
            WorkflowJson.Default,
            typeof(SessionShared), typeof(SessionRescheduled), typeof(SessionCancelled), typeof(SegmentOpened), typeof(OpennessWished),
            typeof(OutsiderConsentRecorded), typeof(ParticipantAnswered), typeof(ParticipantSubstituted), typeof(ConflictsChecked),
            typeof(InterestDeclared), typeof(ConflictOverruled), typeof(RelativeDeclared), typeof(ObjectionRaised), typeof(ObjectionDecided))
        .Aggregate<Agreement>("agreement", WorkflowJson.Default)
        .Events(WorkflowJson.Default, typeof(AgreementDrafted), typeof(AgreementSigned), typeof(AgreementTookEffect))
        // Agreements: wording, performance, confirmation
        .Events(
            WorkflowJson.Default,
            typeof(AgreementDiscarded), typeof(AgreementRedrafted), typeof(SignaturesVoided), typeof(AgreementWithdrawn), typeof(SigningRefused),
            typeof(PerformanceRecorded), typeof(PerformanceCorrected), typeof(UrgingLogged), typeof(BreachReported),
            typeof(ConfirmationSought), typeof(ConfirmationSettled))
        .Aggregate<Confirmation>("confirmation", WorkflowJson.Default)
        .Events(
            WorkflowJson.Default, typeof(ConfirmationOpened), typeof(PaperAttached), typeof(ConfirmationSubmitted), typeof(ConfirmationRuled))
        // Risks
        .Events(WorkflowJson.Default, typeof(SignalRecorded), typeof(SignalCleared), typeof(ColourReassessed), typeof(ColourOverridden), typeof(OverrideLifted))
        // Clocks
        .Events(
            WorkflowJson.Default,
            typeof(ClockExtended), typeof(ClockPaused), typeof(ClockResumed), typeof(ClockCameNear), typeof(ClockRanOut), typeof(DelegationRecorded))
        // Follow-ups
        // 2: parties due.
        .Aggregate<FollowUpPlan>("follow_up_plan", WorkflowJson.Default, format: 2)
        .Events(WorkflowJson.Default, typeof(FollowUpPlanned), typeof(FollowUpVisited), typeof(FollowUpsCancelled))
        // Committees
        .Aggregate<Committee>("committee", WorkflowJson.Default)
        .Events(WorkflowJson.Default, typeof(CommitteeNoted))
        .Script(Schema)
        .Script(InvitationLinks.Schema)
        .Script(ClockRows.Schema)
        .Script(Reassessments.Schema)
        .Script(DigestStore.Schema)
        // Evidence and dossier.
        .Events(WorkflowJson.Default, typeof(EvidenceFiled), typeof(DossierNoteAdded), typeof(DossierFiled))
        .Script(PostgresBlobs.Schema)
        .ScopedTableBy("evidence_chunks", "case_id", "mt_doc_case")
        .Scoped<Case>("committee_id", "area_code")
        .Scoped<OwnMethod>("committee_id", "area_code")
        .ScopedByArea<Committee>("area_code")
        .ScopedBy<Session, Case>("case_id", "co_units")
        .ScopedBy<Agreement, Case>("case_id")
        .ScopedBy<Confirmation, Case>("case_id")
        .ScopedBy<FollowUpPlan, Case>("case_id")
        .ScopedTableBy("clocks", "case_id", "mt_doc_case")
        .ScopedTableBy("reassessments", "case_id", "mt_doc_case");
}
