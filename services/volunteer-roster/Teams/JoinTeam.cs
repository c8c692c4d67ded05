using Mediation.Contracts;
using Mediation.Roster.Persons;
using Mediation.ServiceDefaults;

namespace Mediation.Roster.Teams;

/// <summary>A person joins a team; the membership is the person's.</summary>
internal sealed record JoinTeam(Guid? PersonId = null, DateOnly? From = null)
{
    internal static readonly Refusal MemberAlready = new("team.memberAlready", "该人员已在队中", "The person is in the team already");

    internal static Decision Decide(Person state, Team team, Guid teamId, JoinTeam command, DateTimeOffset now) =>
        team.ActiveTo is not null ? FormTeam.ParentDissolved
        : state.Memberships.Any(m => m.TeamId == teamId && m.To is null) ? MemberAlready
        : Decision.Of(new TeamJoined(teamId, command.From ?? ChinaTime.DayOf(now), now));

    internal static async Task<IResult> HandleAsync(HttpContext http, Guid id, JoinTeam body, CommandShell shell)
    {
        var person = body.PersonId.GetValueOrDefault();
        return new FieldCheck().That(person != Guid.Empty, "personId", "required", "必填", "Required").Refusal is { } bad
            ? Problem.From(http, bad)
            : await shell.OverTwoAsync<Person, Team, JoinTeam>(
                http, person, _ => id, body, (state, team, command, now) => Decide(state, team, id, command, now),
                state => new Reply(StatusCodes.Status201Created, new MembershipAnswer(id, person, state.Version)), CommandKind.Append);
    }
}

/// <param name="TeamId">The team.</param>
/// <param name="PersonId">The person.</param>
/// <param name="Version">Of the person.</param>
internal sealed record MembershipAnswer(Guid TeamId, Guid PersonId, long Version);
