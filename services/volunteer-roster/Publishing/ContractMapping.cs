using System.Text.Json;
using Mediation.Contracts.Roster;
using Mediation.EventStore;
using Mediation.Roster.Activities;
using Mediation.Roster.Assignments;
using Mediation.Roster.Committees;
using Mediation.Roster.Coverage;
using Mediation.Roster.Mediators;
using Mediation.Roster.Persons;
using Mediation.Roster.Teams;
using Mediation.ServiceDefaults;

namespace Mediation.Roster.Publishing;

/// <summary>The roster's events as others know them.</summary>
internal sealed class ContractMapping : IContractMapping
{
    public IEnumerable<object> Notifications(RecordedEvent recorded) => recorded.Data switch
    {
        CommitteeEstablished e => [new CommitteeRegistered(recorded.StreamId, recorded.Version, e.ShortName, e.AreaCode)],
        ReservationMade e => [new MediatorReserved(recorded.StreamId, e.Attempt, e.MediatorId, e.ReservedAt)],
        NoMediatorFound e => [new NoMediatorAvailable(recorded.StreamId, e.Attempt)],
        _ => [],
    };

    public bool ChangesFacts(RecordedEvent recorded) => recorded.Data
        is CommitteeEstablished or MediatorAppointed or TeamJoined or TeamLeft
        or TeamFormed or TeamDissolved or ActivityHeld or ActivityWithdrawn or UnitEntered or UnitClosed or DutyTaken or DutyLeft;

    public async Task<IReadOnlyList<FactsMessage>> FactsAsync(IStates states, IReadOnlyList<RecordedEvent> changed, CancellationToken cancellation)
    {
        var causes = changed.ToDictionary(e => e.StreamId);
        var committees = await states.LoadManyAsync<Committee>(causes.Keys, cancellation);
        var persons = await states.LoadManyAsync<Person>(causes.Keys, cancellation);
        var teams = await states.LoadManyAsync<Team>(causes.Keys, cancellation);
        var activities = await states.LoadManyAsync<Activity>(causes.Keys, cancellation);
        var units = await states.LoadManyAsync<CoveredUnit>(causes.Keys, cancellation);
        return
        [
            .. committees.Select(c => FactsMessage.Of(causes[c.Id], c, Facts(c))),
            .. persons.Where(p => p.State.CommitteeId is not null).Select(m => FactsMessage.Of(causes[m.Id], m, Facts(m))),
            .. teams.Select(t => FactsMessage.Of(causes[t.Id], t, Facts(t))),
            .. activities.Select(a => FactsMessage.Of(causes[a.Id], a, Facts(a))),
            .. units.Select(u => FactsMessage.Of(causes[u.Id], u, Facts(u, Contracts.ChinaTime.DayOf(u.RecordedAt ?? causes[u.Id].Timestamp)))),
        ];
    }

    internal static RosterFactsChanged Facts(Fetched<Committee> committee) =>
        new(committee.Id, committee.Version, "committee", committee.State.AreaCode, committee.Id, null) { CommitteeKind = Word(committee.State.Kind) };

    /// <summary>Of a person who is a mediator.</summary>
    internal static RosterFactsChanged Facts(Fetched<Person> mediator) =>
        new(
            mediator.Id, mediator.Version, "mediator", mediator.State.AreaCode, mediator.State.CommitteeId.GetValueOrDefault(),
            Word(mediator.State.Capacity.GetValueOrDefault()))
        {
            TeamId = mediator.State.TeamId, Sex = Word(mediator.State.Sex), FullTime = mediator.State.FullTime, Schooling = Word(mediator.State.Schooling),
        };

    private static RosterFactsChanged Facts(Fetched<Team> team) => new(team.Id, team.Version, "team", team.State.AreaCode, team.State.CommitteeId ?? team.Id, null)
    {
        TeamId = team.State.ParentId, ActiveTo = team.State.ActiveTo,
    };

    private static ActivityFactsChanged Facts(Fetched<Activity> activity) => new(
        activity.Id, activity.Version, Word(activity.State.Kind), activity.State.TeamId, activity.State.AreaCode, activity.State.Day,
        activity.State.PersonIds.Count + activity.State.Others, activity.State.Minutes, activity.State.Withdrawn);

    // A duty that begins or ends on a later day is told of with the unit's next change.
    private static CoverageFactsChanged Facts(Fetched<CoveredUnit> unit, DateOnly day)
    {
        var (role, required) = Duties.Of(unit.State.Kind);
        return new CoverageFactsChanged(
            unit.Id, unit.Version, Word(unit.State.Kind), unit.State.AreaCode, [new DutyFacts(Word(role), required, unit.State.PresentOn(day))], unit.State.Closed);
    }

    private static string? Word<TEnum>(TEnum? value) where TEnum : struct, Enum => value is { } known ? Word(known) : null;

    private static string Word<TEnum>(TEnum value) where TEnum : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
