using System.Text.Json;
using Mediation.Contracts.Intake;
using Mediation.EventStore;
using Mediation.Intake.Disputes;
using Mediation.Intake.Leads;
using Mediation.Intake.ZeroReports;
using Mediation.ServiceDefaults;

namespace Mediation.Intake.Publishing;

/// <summary>Intake's events as others know them.</summary>
internal sealed class ContractMapping(PartyPhones phones) : IContractMapping
{
    public IEnumerable<object> Notifications(RecordedEvent recorded)
    {
        if (recorded.Data is DisputeAdmitted e)
        {
            yield return new DisputeAccepted(
                recorded.StreamId, e.CaseNumber, e.CommitteeId, e.AreaCode, e.TypeCode, e.Source,
                [.. e.Parties.Select(p => new PartyRef(p.PartyId, p.Side, Word(p.Kind)))], e.Households, e.Persons, e.Amount, e.AcceptedAt)
            {
                Signs = e.Signs, AppliedOn = e.AppliedOn,
            };
        }
    }

    public bool ChangesFacts(RecordedEvent recorded) => OfDispute(recorded.Data) || OfLead(recorded.Data) || OfZeroReport(recorded.Data);

    private static bool OfDispute(object e) => e
        is DisputeRegistered or DisputeAdmitted or DisputeEnded or DisputeTurnedAway or DisputeLinked or DisputeDiverted
        or PartiesAdded or PartyDenied or AnomalyAnswered;

    private static bool OfLead(object e) => e is LeadReported or LeadRegistered or LeadLinked or LeadSettled or LeadDiverted or LeadDismissed;

    private static bool OfZeroReport(object e) => e is ZeroReportFiled;

    public async Task<IReadOnlyList<FactsMessage>> FactsAsync(IStates states, IReadOnlyList<RecordedEvent> changed, CancellationToken cancellation)
    {
        var causes = changed.ToDictionary(e => e.StreamId);
        var disputes = await LoadAsync<Dispute>(OfDispute);
        var leads = await LoadAsync<Lead>(OfLead);
        var reports = await LoadAsync<ZeroReport>(OfZeroReport);
        var hashes = await phones.OfAsync([.. disputes.Select(d => d.Id)], cancellation);
        return
        [
            .. disputes.Select(d => FactsMessage.Of(causes[d.Id], d, Facts(d, hashes.GetValueOrDefault(d.Id)))),
            .. leads.Select(l => FactsMessage.Of(causes[l.Id], l, Facts(l))),
            .. reports.Select(r => FactsMessage.Of(causes[r.Id], r, Facts(r))),
        ];

        async Task<IReadOnlyList<Fetched<TState>>> LoadAsync<TState>(Func<object, bool> of) where TState : class, IAggregate<TState>
        {
            Guid[] streams = [.. changed.Where(e => of(e.Data)).Select(e => e.StreamId)];
            return streams.Length == 0 ? [] : await states.LoadManyAsync<TState>(streams, cancellation);
        }
    }

    internal static DisputeFactsChanged Facts(Fetched<Dispute> dispute, IReadOnlyDictionary<Guid, string>? phones)
    {
        var state = dispute.State;
        // Before acceptance the dispute may be somebody's by a hand-over, which is not what counts.
        return new DisputeFactsChanged(
            dispute.Id, dispute.Version, Word(state.Status), state.AreaCode, state.TypeCode, state.Source, state.AcceptedAt is null ? null : state.CommitteeId,
            state.RegisteredAt, state.AcceptedAt, state.DuplicateOf, state.Households, state.Persons, state.Amount)
        {
            DivertedAt = state.DivertedAt, DivertedTo = state.DivertedTo, CrossArea = state.CrossArea,
            Phones = phones is null ? null
                : [.. state.Parties.Where(p => phones.ContainsKey(p.PartyId)).Select(p => new PhoneFacts(p.PartyId, phones[p.PartyId]))],
            Denials = state.Anomalies.Count == 0 ? null : [.. state.Anomalies.Select(Denial)],
        };
    }

    private static DenialFacts Denial(Anomaly anomaly) =>
        new(anomaly.Id, anomaly.PartyId, anomaly.At, anomaly.Answers.Count == 0 ? null : anomaly.Answers[0].At);

    // A lead belongs to the day on which it was seen, whenever the phone found a network.
    internal static LeadFactsChanged Facts(Fetched<Lead> lead) => new(
        lead.Id, lead.Version, lead.State.Status == LeadStatus.Registered ? "dispute" : Word(lead.State.Status), lead.State.AreaCode, null,
        lead.State.Source, lead.State.NoticedAt, lead.State.DisputeId) { ClosedAt = lead.State.ClosedAt };

    private static ZeroReportFactsChanged Facts(Fetched<ZeroReport> report) =>
        new(report.Id, report.Version, report.State.AreaCode, report.State.Day, report.State.FiledAt, Withdrawn: false);

    private static string Word<TEnum>(TEnum value) where TEnum : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
