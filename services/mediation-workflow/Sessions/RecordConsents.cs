using Mediation.ServiceDefaults;
using Mediation.Workflow.Cases;

namespace Mediation.Workflow.Sessions;

/// <summary>Puts on record that parties consent to outsiders' coming (PML 20), for several persons and parties at once.</summary>
/// <param name="ParticipantIds">Left out: all outsiders of the session.</param>
/// <param name="Given">False: the consent is refused or taken back.</param>
internal sealed record RecordConsents(
    IReadOnlyList<Guid>? PartyIds = null, IReadOnlyList<Guid>? ParticipantIds = null, bool? Given = null, DateTimeOffset? At = null)
{
    internal static Decision Decide(Session state, Case file, RecordConsents command, DateTimeOffset now)
    {
        var check = new FieldCheck()
            .Count("partyIds", command.PartyIds, 1, 100)
            .That((command.PartyIds ?? []).All(p => file.HasParty(p)), "partyIds", "unknown", "不是本案当事人", "Not a party of the case")
            .That(
                (command.ParticipantIds ?? []).All(p => state.Find(p) is not null), "participantIds", "unknown", "不是本次调解会的参加人",
                "Not a participant of the session")
            .Present("given", command.Given)
            .Past("at", command.At, now);
        if ((check.Refusal ?? state.Over) is { } bad)
        {
            return bad;
        }

        var sides = command.PartyIds!.GroupBy(id => file.Parties.First(p => p.PartyId == id).Side);
        return Decision.Of([.. sides.SelectMany(side => OfSide(state, command, side.Key, side.First(), now))]);
    }

    internal static Task<IResult> PostAsync(HttpContext http, Guid id, RecordConsents body, CommandShell shell) =>
        shell.OverTwoAsync<Session, Case, RecordConsents>(
            http, id, session => session.CaseId, body, Decide,
            state => Reply.Ok(new
            {
                sessionId = id,
                missing = state.Wanted.Select(p => new { participantId = p.Id, missing = Attendance.MissingConsents(state, p) })
                    .Where(p => p.missing.Count > 0),
            }),
            CommandKind.Append);

    // A consent that stands is not written again; a refusal is, even before any consent.
    private static IEnumerable<OutsiderConsentRecorded> OfSide(
        Session state, RecordConsents command, string side, Guid partyId, DateTimeOffset now)
    {
        var given = command.Given!.Value;
        IReadOnlyList<Guid> people =
        [
            .. state.Wanted
                .Where(p => Attendance.IsOutsider(p) && command.ParticipantIds?.Contains(p.Id) != false)
                .Where(p => !given || !(p.ConsentSides ?? []).Contains(side))
                .Select(p => p.Id),
        ];
        return people.Count == 0 ? [] : [new OutsiderConsentRecorded(people, partyId, side, given, command.At ?? now, now)];
    }
}
