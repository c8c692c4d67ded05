using System.Text.Json.Serialization;
using System.Text.Json;
using Mediation.Workflow.Agreements;
using Mediation.Workflow.Cases;
using Mediation.Workflow.Clocks;
using Mediation.Workflow.Committees;
using Mediation.Workflow.FollowUps;
using Mediation.Workflow.Confirmations;
using Mediation.Workflow.Dossiers;
using Mediation.Workflow.Escalation;
using Mediation.Workflow.Evidence;
using Mediation.Workflow.Impartiality;
using Mediation.Workflow.Lineage;
using Mediation.Workflow.Methods;
using Mediation.Workflow.Risks;
using Mediation.Workflow.Rounds;
using Mediation.Workflow.Sessions;

namespace Mediation.Workflow.Storage;

/// <summary>How events and snapshots are stored.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Case))]
[JsonSerializable(typeof(CaseOpened))]
[JsonSerializable(typeof(MediatorRequested))]
[JsonSerializable(typeof(MediatorProposed))]
[JsonSerializable(typeof(MediatorNotFound))]
[JsonSerializable(typeof(MediatorDeclined))]
[JsonSerializable(typeof(MediatorAssigned))]
[JsonSerializable(typeof(RecordAdded))]
[JsonSerializable(typeof(StepCompleted))]
[JsonSerializable(typeof(SessionHeld))]
[JsonSerializable(typeof(PanelSat))]
[JsonSerializable(typeof(AgreementPrepared))]
[JsonSerializable(typeof(AgreementReached))]
[JsonSerializable(typeof(CaseClosed))]
// Methods and steps
[JsonSerializable(typeof(MethodChosen))]
[JsonSerializable(typeof(StepReentered))]
[JsonSerializable(typeof(OwnMethod))]
[JsonSerializable(typeof(MethodPublished))]
[JsonSerializable(typeof(MethodRetired))]
// Rounds, escalation, lineage
[JsonSerializable(typeof(RoundOpened))]
[JsonSerializable(typeof(CaseRebounded))]
[JsonSerializable(typeof(RemediesNoticeServed))]
[JsonSerializable(typeof(LeadOfficialNamed))]
[JsonSerializable(typeof(SupervisionOrdered))]
[JsonSerializable(typeof(SupervisionAnswered))]
[JsonSerializable(typeof(PoliceReported))]
[JsonSerializable(typeof(PoliceReceiptLogged))]
[JsonSerializable(typeof(TurnedCriminal))]
[JsonSerializable(typeof(EarlierIncidentRecorded))]
[JsonSerializable(typeof(PartySucceeded))]
[JsonSerializable(typeof(CaseLinked))]
[JsonSerializable(typeof(CaseUnlinked))]
[JsonSerializable(typeof(Session))]
[JsonSerializable(typeof(SessionCalled))]
[JsonSerializable(typeof(ParticipantCheckedIn))]
[JsonSerializable(typeof(SegmentRecorded))]
[JsonSerializable(typeof(SessionClosed))]
[JsonSerializable(typeof(CaucusSentenceReleased))]
[JsonSerializable(typeof(InvitationSent))]
[JsonSerializable(typeof(InvitationOpened))]
[JsonSerializable(typeof(InvitationRevoked))]
[JsonSerializable(typeof(InvitationDelegated))]
[JsonSerializable(typeof(StatementGiven))]
[JsonSerializable(typeof(SessionSignedOff))]
// Panels, consents, conflicts, running segments
[JsonSerializable(typeof(SessionShared))]
[JsonSerializable(typeof(SessionRescheduled))]
[JsonSerializable(typeof(SessionCancelled))]
[JsonSerializable(typeof(SegmentOpened))]
[JsonSerializable(typeof(OpennessWished))]
[JsonSerializable(typeof(OutsiderConsentRecorded))]
[JsonSerializable(typeof(ParticipantAnswered))]
[JsonSerializable(typeof(ParticipantSubstituted))]
[JsonSerializable(typeof(ConflictsChecked))]
[JsonSerializable(typeof(InterestDeclared))]
[JsonSerializable(typeof(ConflictOverruled))]
[JsonSerializable(typeof(RelativeDeclared))]
[JsonSerializable(typeof(ObjectionRaised))]
[JsonSerializable(typeof(ObjectionDecided))]
[JsonSerializable(typeof(Agreement))]
[JsonSerializable(typeof(AgreementDrafted))]
[JsonSerializable(typeof(AgreementSigned))]
[JsonSerializable(typeof(AgreementTookEffect))]
// Evidence and dossier.
[JsonSerializable(typeof(EvidenceFiled))]
[JsonSerializable(typeof(DossierNoteAdded))]
[JsonSerializable(typeof(DossierFiled))]
// Agreements: wording, performance, confirmation
[JsonSerializable(typeof(AgreementDiscarded))]
[JsonSerializable(typeof(AgreementRedrafted))]
[JsonSerializable(typeof(SignaturesVoided))]
[JsonSerializable(typeof(AgreementWithdrawn))]
[JsonSerializable(typeof(SigningRefused))]
[JsonSerializable(typeof(PerformanceRecorded))]
[JsonSerializable(typeof(PerformanceCorrected))]
[JsonSerializable(typeof(UrgingLogged))]
[JsonSerializable(typeof(BreachReported))]
[JsonSerializable(typeof(ConfirmationSought))]
[JsonSerializable(typeof(ConfirmationSettled))]
[JsonSerializable(typeof(Confirmation))]
[JsonSerializable(typeof(ConfirmationOpened))]
[JsonSerializable(typeof(PaperAttached))]
[JsonSerializable(typeof(ConfirmationSubmitted))]
[JsonSerializable(typeof(ConfirmationRuled))]
// Risks
[JsonSerializable(typeof(SignalRecorded))]
[JsonSerializable(typeof(SignalCleared))]
[JsonSerializable(typeof(ColourReassessed))]
[JsonSerializable(typeof(ColourOverridden))]
[JsonSerializable(typeof(OverrideLifted))]
// Clocks
[JsonSerializable(typeof(ClockExtended))]
[JsonSerializable(typeof(ClockPaused))]
[JsonSerializable(typeof(ClockResumed))]
[JsonSerializable(typeof(ClockCameNear))]
[JsonSerializable(typeof(ClockRanOut))]
[JsonSerializable(typeof(DelegationRecorded))]
// Follow-ups
[JsonSerializable(typeof(FollowUpPlan))]
[JsonSerializable(typeof(FollowUpPlanned))]
[JsonSerializable(typeof(FollowUpVisited))]
[JsonSerializable(typeof(FollowUpsCancelled))]
// Committees
[JsonSerializable(typeof(Committee))]
[JsonSerializable(typeof(CommitteeNoted))]
internal sealed partial class WorkflowJson : JsonSerializerContext;
